import { z } from 'zod';
import type { JsonValue } from './json';

export const payloadRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('inline'), value: z.json() as z.ZodType<JsonValue> }),
  z.strictObject({
    kind: z.literal('s3'),
    bucket: z.string().min(1),
    key: z.string().min(1),
    bytes: z.int(),
    /** Hexadecimal, of the JSON text. */
    sha256: z.string(),
  }),
]);

/** Where an agent's input or result is: in the record, or in S3 where it is larger than a record may be. */
export type PayloadRef = z.infer<typeof payloadRefSchema>;

/** Keeps what is too large for a record. */
export interface PayloadStore {
  /** A reference to the value: inline where it is small, by pointer where it is not. */
  put(runId: string, value: JsonValue): Promise<PayloadRef>;
  /** The value again, checked against its hash. */
  get(ref: PayloadRef): Promise<JsonValue>;
}
