import { parseHandle } from './handle';
import { parseRecord } from './run-record';
import { queuedRecord } from './testing/store-conformance';

test('a record comes back from a row as it went in', () => {
  const record = queuedRecord('run');
  expect(parseRecord('run', JSON.parse(JSON.stringify(record)))).toEqual(record);
});

test('a record of another version is an error with its fields, and not a guess', () => {
  expect(() => parseRecord('run', { ...queuedRecord('run'), v: 0 })).toThrow(
    'The record of run run has version 0; this library reads version 1.',
  );
});

test('a damaged record says which field', () => {
  const damaged = { ...queuedRecord('run'), attempt: undefined };
  expect(() => parseRecord('run', damaged)).toThrow(/damaged: attempt: /);
});

test('a handle of another version, or with a field missing, is an error with its fields', () => {
  expect(() => parseHandle({ v: 2, kind: 'ecs' })).toThrow(
    'A session handle of version 2; this library reads version 1.',
  );
  expect(() => parseHandle({ v: 1, kind: 'process', backend: 'b' })).toThrow(/runId: /);
  expect(() => parseHandle(null)).toThrow('A session handle of version undefined');
});
