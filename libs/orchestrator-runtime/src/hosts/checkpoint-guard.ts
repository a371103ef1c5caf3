import type { Serdes } from '@aws/durable-execution-sdk-js';
import { isDeepStrictEqual } from 'node:util';

/** Bytes of one checkpoint that the durable service takes; the local test runner takes more. */
export const largestCheckpointBytes = 256 * 1_024;

/** A value that would not come back from a checkpoint as it went in. */
export class CheckpointError extends Error {
  constructor(
    readonly operation: string,
    readonly problem: string,
    readonly bytes: number | undefined,
  ) {
    super(`The checkpoint of ${operation} ${problem}.`);
    this.name = 'CheckpointError';
  }
}

/**
 * JSON, held to what the service does: too large a value, or one that JSON changes (a date, a map, a
 * field that is undefined), fails here and on every machine, and not only in the cloud.
 */
export function guardedSerdes<T>(operation: string): Serdes<T> {
  return {
    serialize: (value) => {
      if (value === undefined) return Promise.resolve(undefined);
      const text = JSON.stringify(value);
      const bytes = Buffer.byteLength(text);
      if (bytes > largestCheckpointBytes) {
        const problem = `has ${bytes} bytes of ${largestCheckpointBytes}`;
        return Promise.reject(new CheckpointError(operation, problem, bytes));
      }
      if (!isDeepStrictEqual(JSON.parse(text), value)) {
        const problem = 'changes in JSON: it holds more than JSON can say';
        return Promise.reject(new CheckpointError(operation, problem, bytes));
      }
      return Promise.resolve(text);
    },
    deserialize: (text) =>
      Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as T)),
  };
}
