import { UnreadableGraphError } from './errors';
import type { Step } from './expression';
import type { Graph, GraphElement } from './graph';
import { describe, numberAt, placeOf, textAt } from './read-attribute';
import { resolveAttribute } from './resolve';

/**
 * Whether anything but null stands at the attribute.
 *
 * @throws UnreadableGraphError where only a plan says so
 */
export function isWritten(graph: Graph, element: GraphElement, path: readonly Step[]): boolean {
  const resolved = resolveAttribute(graph, element, path);
  if (resolved.kind === 'attribute' && resolved.element === element) return false;
  if (resolved.kind === 'value') return resolved.value !== null;
  throw new UnreadableGraphError(
    placeOf(element, path),
    `must be known before a plan, but ${describe(resolved)}`,
  );
}

/** The text at the attribute; undefined where none is written. */
export function writtenTextAt(
  graph: Graph,
  element: GraphElement,
  path: readonly Step[],
): string | undefined {
  return isWritten(graph, element, path) ? textAt(graph, element, path) : undefined;
}

/** The number at the attribute; undefined where none is written. */
export function writtenNumberAt(
  graph: Graph,
  element: GraphElement,
  path: readonly Step[],
): number | undefined {
  return isWritten(graph, element, path) ? numberAt(graph, element, path) : undefined;
}
