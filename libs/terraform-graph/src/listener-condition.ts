import type { QueryStringValue, RuleCondition } from '@slipway/routing';
import { UnreadableGraphError } from './errors';
import type { Step } from './expression';
import type { GraphElement } from './graph';
import { isObject } from './json';
import { lengthAt, placeOf, textAt } from './read-attribute';
import { attempt, type Reading } from './reading';
import { resolveAttribute } from './resolve';

/** The conditions of a block `condition`; one that cannot be read is unknown. */
export function readCondition(
  reading: Reading,
  rule: GraphElement,
  path: readonly Step[],
): RuleCondition[] {
  return attempt<RuleCondition[]>(
    reading,
    () => {
      const written = resolveAttribute(reading.graph, rule, path);
      const block = written.kind === 'value' && isObject(written.value) ? written.value : {};
      // A rule has one kind mostly, and there are thousands of rules.
      const only = (attribute: string, read: () => RuleCondition[]) =>
        (block[attribute] ?? null) === null ? [] : read();
      const found = [
        ...only('path_pattern', () =>
          patterns(reading, rule, path, 'path_pattern', 'path-pattern'),
        ),
        ...only('host_header', () => patterns(reading, rule, path, 'host_header', 'host-header')),
        ...only('http_header', () => httpHeader(reading, rule, path)),
        ...only('http_request_method', () =>
          plain(reading, rule, path, 'http_request_method', 'http-request-method'),
        ),
        ...only('query_string', () => queryString(reading, rule, path)),
        ...only('source_ip', () => plain(reading, rule, path, 'source_ip', 'source-ip')),
      ];
      if (found.length > 0) return found;
      throw new UnreadableGraphError(
        placeOf(rule, path),
        'must have values for path_pattern, host_header, http_header, http_request_method, query_string or source_ip',
      );
    },
    (reason) => [{ field: 'unknown', values: [], reason }],
  );
}

function textsAt({ graph }: Reading, rule: GraphElement, path: readonly Step[]): string[] {
  return Array.from({ length: lengthAt(graph, rule, path) }, (_, at) =>
    textAt(graph, rule, [...path, at]),
  );
}

function patterns(
  reading: Reading,
  rule: GraphElement,
  path: readonly Step[],
  attribute: string,
  field: 'path-pattern' | 'host-header',
): RuleCondition[] {
  const { values, regexValues } = valuesAt(reading, rule, [...path, attribute]);
  if (values.length + regexValues.length === 0) return [];
  return [{ field, values, ...(regexValues.length > 0 && { regexValues }) }];
}

function valuesAt(reading: Reading, rule: GraphElement, path: readonly Step[]) {
  return {
    values: textsAt(reading, rule, [...path, 'values']),
    regexValues: textsAt(reading, rule, [...path, 'regex_values']),
  };
}

function httpHeader(reading: Reading, rule: GraphElement, path: readonly Step[]): RuleCondition[] {
  const block = [...path, 'http_header'];
  const { values, regexValues } = valuesAt(reading, rule, block);
  if (values.length + regexValues.length === 0) return [];
  const name = textAt(reading.graph, rule, [...block, 'http_header_name']);
  return [{ field: 'http-header', name, values, ...(regexValues.length > 0 && { regexValues }) }];
}

function plain(
  reading: Reading,
  rule: GraphElement,
  path: readonly Step[],
  attribute: string,
  field: 'http-request-method' | 'source-ip',
): RuleCondition[] {
  const values = textsAt(reading, rule, [...path, attribute, 'values']);
  return values.length > 0 ? [{ field, values }] : [];
}

function queryString(reading: Reading, rule: GraphElement, path: readonly Step[]): RuleCondition[] {
  const { graph } = reading;
  const block = [...path, 'query_string'];
  const values = Array.from({ length: lengthAt(graph, rule, block) }, (_, at): QueryStringValue => {
    const one = [...block, at];
    const value = textAt(graph, rule, [...one, 'value']);
    const hasKey = lengthAt(graph, rule, [...one, 'key']) > 0;
    return { ...(hasKey && { key: textAt(graph, rule, [...one, 'key']) }), value };
  });
  return values.length > 0 ? [{ field: 'query-string', values }] : [];
}
