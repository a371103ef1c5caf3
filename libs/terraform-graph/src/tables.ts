import { ascending } from '@slipway/platform';
import { resourcesOf, type Graph, type GraphElement } from './graph';
import { lengthAt, textAt } from './read-attribute';
import { resolveAttribute } from './resolve';
import type { Step } from './expression';

/** The key of a table or an index. */
export interface TableKey {
  readonly partition: string;
  readonly sort?: string;
}

/** A secondary index. */
export interface TableIndex extends TableKey {
  readonly name: string;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** Attributes besides the keys, with the projection INCLUDE. */
  readonly included: readonly string[];
}

/** A DynamoDB table as far as what it answers depends on it. */
export interface Table extends TableKey {
  readonly name: string;
  /** Type of each attribute that is part of a key. */
  readonly attributes: Readonly<Record<string, 'S' | 'N' | 'B'>>;
  readonly globalIndexes: readonly TableIndex[];
  readonly localIndexes: readonly TableIndex[];
}

/**
 * Every DynamoDB table of the stage, sorted by name.
 *
 * @throws UnreadableGraphError where its name or a key is not known before a plan
 */
export function tablesOf(graph: Graph): Table[] {
  return resourcesOf(graph, 'aws_dynamodb_table')
    .map((table) => ({
      name: textAt(graph, table, ['name']),
      partition: textAt(graph, table, ['hash_key']),
      ...sortKey(graph, table, ['range_key']),
      attributes: Object.fromEntries(
        each(graph, table, ['attribute'], (path) => [
          textAt(graph, table, [...path, 'name']),
          textAt(graph, table, [...path, 'type']),
        ]),
      ) as Table['attributes'],
      globalIndexes: each(graph, table, ['global_secondary_index'], (path) => ({
        ...indexAt(graph, table, path),
        partition: textAt(graph, table, [...path, 'hash_key']),
      })),
      localIndexes: each(graph, table, ['local_secondary_index'], (path) => ({
        ...indexAt(graph, table, path),
        partition: textAt(graph, table, ['hash_key']),
      })),
    }))
    .sort(ascending(({ name }) => name));
}

function each<T>(
  graph: Graph,
  table: GraphElement,
  path: readonly Step[],
  read: (path: readonly Step[]) => T,
): T[] {
  const count = isUnset(graph, table, path) ? 0 : lengthAt(graph, table, path);
  return Array.from({ length: count }, (_, index) => read([...path, index]));
}

function indexAt(
  graph: Graph,
  table: GraphElement,
  path: readonly Step[],
): Omit<TableIndex, 'partition'> {
  return {
    name: textAt(graph, table, [...path, 'name']),
    ...sortKey(graph, table, [...path, 'range_key']),
    projection: textAt(graph, table, [...path, 'projection_type']) as TableIndex['projection'],
    included: each(graph, table, [...path, 'non_key_attributes'], (at) => textAt(graph, table, at)),
  };
}

function sortKey(graph: Graph, table: GraphElement, path: readonly Step[]): { sort?: string } {
  return isUnset(graph, table, path) ? {} : { sort: textAt(graph, table, path) };
}

function isUnset(graph: Graph, table: GraphElement, path: readonly Step[]): boolean {
  const resolved = resolveAttribute(graph, table, path);
  return resolved.kind === 'value'
    ? resolved.value === null
    : resolved.kind === 'attribute' && resolved.element === table;
}
