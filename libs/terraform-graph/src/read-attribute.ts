import { UnreadableGraphError, type GraphPlace } from './errors';
import type { Step } from './expression';
import type { Graph, GraphElement } from './graph';
import { shownText, unknownIn } from './marked-text';
import { resolveAttribute, type Resolved } from './resolve';

/** Place of an attribute, for a message. */
export function placeOf(element: GraphElement, path: readonly Step[]): GraphPlace {
  const { stack, address, origin } = element;
  return { stack, address, attribute: path.join('.'), origin };
}

/** @throws UnreadableGraphError unless the attribute is text or a number that is known before a plan */
export function textAt(graph: Graph, element: GraphElement, path: readonly Step[]): string {
  const resolved = resolveAttribute(graph, element, path);
  if (resolved.kind === 'value' && ['string', 'number'].includes(typeof resolved.value)) {
    return String(resolved.value);
  }
  throw new UnreadableGraphError(
    placeOf(element, path),
    `must be known text, but ${describe(resolved)}`,
  );
}

/** @throws UnreadableGraphError unless the attribute is a number that is known before a plan */
export function numberAt(graph: Graph, element: GraphElement, path: readonly Step[]): number {
  const text = textAt(graph, element, path);
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) {
    throw new UnreadableGraphError(placeOf(element, path), `must be a number, but is \`${text}\``);
  }
  return number;
}

/** The list at the attribute, a single block as a list of one, nothing written as an empty list. */
export function lengthAt(graph: Graph, element: GraphElement, path: readonly Step[]): number {
  const resolved = resolveAttribute(graph, element, path);
  if (resolved.kind === 'attribute' && resolved.element === element) return 0;
  if (resolved.kind !== 'value') {
    throw new UnreadableGraphError(
      placeOf(element, path),
      `must be a list, but ${describe(resolved)}`,
    );
  }
  if (resolved.value === null) return 0;
  return Array.isArray(resolved.value) ? resolved.value.length : 1;
}

/**
 * The resource whose `arn`, `id` or other computed attribute stands there.
 *
 * @throws UnreadableGraphError unless it is a reference to a resource of this stage with one of the types
 */
export function resourceAt(
  graph: Graph,
  element: GraphElement,
  path: readonly Step[],
  ...types: readonly string[]
): GraphElement {
  const resolved = resolveAttribute(graph, element, path);
  if (
    resolved.kind === 'attribute' &&
    resolved.element !== element &&
    types.includes(resolved.element.type)
  ) {
    return resolved.element;
  }
  const expected = types.join(' or ');
  throw new UnreadableGraphError(
    placeOf(element, path),
    `must refer to ${expected} of this stage, but ${describe(resolved)}`,
  );
}

/** How a resolved value reads after "but". */
export function describe(resolved: Resolved): string {
  switch (resolved.kind) {
    case 'value':
      return `is \`${JSON.stringify(resolved.value)}\``;
    case 'attribute':
      return `is \`${[resolved.element.address, ...resolved.path].join('.')}\`, which is not written`;
    case 'text': {
      const unknown = unknownIn(resolved);
      return unknown
        ? `is \`${shortened(shownText(resolved))}\`, and ${describe(unknown)}`
        : `holds parts that only AWS knows`;
    }
    case 'unknown':
      return `\`${shortened(resolved.expression)}\` ${resolved.reason}`;
  }
}

/** The longest expression that a message shows whole. */
const longest = 80;

/** An expression on one line, without its end where it is long: some are whole documents. */
export function shortened(expression: string): string {
  const line = expression.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
