import { PayloadTooLargeError } from './errors';
import type { JsonValue } from './json';
import type { PayloadRef, PayloadStore } from './payload';

/** Bytes of JSON that stay in a record; a row of DynamoDB holds 400 KB with everything else. */
export const largestInlineBytes = 128 * 1_024;

/** Payloads in the records themselves, where there is no bucket. */
export const inlinePayloads: PayloadStore = {
  put(_runId: string, value: JsonValue): Promise<PayloadRef> {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    if (bytes > largestInlineBytes) {
      return Promise.reject(new PayloadTooLargeError(bytes, largestInlineBytes));
    }
    return Promise.resolve({ kind: 'inline', value });
  },

  get(ref: PayloadRef): Promise<JsonValue> {
    if (ref.kind === 'inline') return Promise.resolve(ref.value);
    return Promise.reject(
      new Error(`The payload is in s3://${ref.bucket}/${ref.key}: set ORCHESTRATOR_BUCKET.`),
    );
  },
};
