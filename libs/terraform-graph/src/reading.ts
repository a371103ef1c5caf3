import { UnreadableGraphError } from './errors';
import type { Step } from './expression';
import type { Graph, GraphElement } from './graph';
import { shownText } from './marked-text';
import { describe, textAt } from './read-attribute';
import { resolveAttribute } from './resolve';

/** A graph and what happens where a value of it is not known. */
export interface Reading {
  readonly graph: Graph;
  /** Throws what it gets, or keeps it and lets the rest be read. */
  readonly onProblem: (problem: UnreadableGraphError) => void;
}

/** A reading that throws where a value is not known. */
export function strictly(graph: Graph): Reading {
  return {
    graph,
    onProblem: (problem) => {
      throw problem;
    },
  };
}

/** What `read` returns; where a value is not known, what `otherwise` makes of the reason. */
export function attempt<T>(
  { onProblem }: Reading,
  read: () => T,
  otherwise: (reason: string) => T,
): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableGraphError)) throw error;
    onProblem(error);
    return otherwise(error.message.replace(/\.$/, ''));
  }
}

/** The name of an element; its address and stack where the name is not known before a plan. */
export function nameOf(reading: Reading, element: GraphElement, attribute = 'name'): string {
  return attempt(
    reading,
    () => textAt(reading.graph, element, [attribute]),
    () => `${element.address} of ${element.stack}`,
  );
}

/**
 * The text at an attribute; its expression, `${var.stage}`, where it is not known before a plan, so that
 * all who write the same one still find each other.
 */
export function textOrExpressionAt(
  reading: Reading,
  element: GraphElement,
  path: readonly Step[],
): string {
  return attempt(
    reading,
    () => textAt(reading.graph, element, path),
    () => shownText(resolveAttribute(reading.graph, element, path)),
  );
}

/** The text or number at a path, or that it is not known; undefined where nothing is written. */
export function factAt(
  graph: Graph,
  element: GraphElement,
  path: readonly (string | number)[],
): Fact | undefined {
  const resolved = resolveAttribute(graph, element, path);
  if (resolved.kind === 'value') {
    const { value } = resolved;
    if (value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : value;
  }
  if (resolved.kind === 'attribute' && resolved.element === element) return undefined;
  if (resolved.kind === 'text') {
    const known = resolved.parts.map((part) => (typeof part === 'string' ? part : '…'));
    return { unknown: `is \`${known.join('')}\`` };
  }
  return { unknown: describe(resolved) };
}

/** A value, or why it is not known before a plan. */
export type Fact = string | number | boolean | { readonly unknown: string };
