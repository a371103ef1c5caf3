import { UnreadableGraphError } from './errors';
import type { GraphElement } from './graph';
import { isObject, type Json, type JsonObject } from './json';
import { parseJsonTemplate } from './json-template';
import { placeOf } from './read-attribute';

/** @throws UnreadableGraphError where the task definition has no list of containers */
export function firstContainerOf(definition: GraphElement): JsonObject {
  const [first] = containersOf(definition);
  if (first) return first;
  throw new UnreadableGraphError(
    placeOf(definition, ['container_definitions']),
    'must be the JSON text of a list of containers',
  );
}

/** The container of a name; undefined where there is none, or the definitions cannot be read. */
export function containerOf(definition: GraphElement, name: string): JsonObject | undefined {
  return containersOf(definition).find((container) => container.name === name);
}

function containersOf(definition: GraphElement): readonly JsonObject[] {
  const { container_definitions: text } = definition.attributes;
  try {
    const containers = typeof text === 'string' ? parseJsonTemplate(text) : undefined;
    return Array.isArray(containers) ? (containers as readonly Json[]).filter(isObject) : [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}
