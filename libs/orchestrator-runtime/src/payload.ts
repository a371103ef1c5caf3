import type { JsonValue } from './json';

/** Where an agent's input is: in the record, or in S3 where it is larger than a record may be. */
export type PayloadRef =
  | { readonly kind: 'inline'; readonly value: JsonValue }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly key: string;
      readonly bytes: number;
      /** Hexadecimal, of the JSON text. */
      readonly sha256: string;
    };

/** Keeps what is too large for a record. */
export interface PayloadStore {
  /** A reference to the value: inline where it is small, by pointer where it is not. */
  put(runId: string, value: JsonValue): Promise<PayloadRef>;
  /** The value again, checked against its hash. */
  get(ref: PayloadRef): Promise<JsonValue>;
}
