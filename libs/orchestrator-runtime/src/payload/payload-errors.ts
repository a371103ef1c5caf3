import type { ClassifiedError } from '../classified-error';

/** The object of a payload is older than payloads are kept, or a lifecycle rule has deleted it. */
export class PayloadExpiredError extends Error {
  constructor(
    readonly bucket: string,
    readonly key: string,
    /** Milliseconds since the epoch; missing where the object is gone. */
    readonly expiredAt?: number,
  ) {
    const when =
      expiredAt === undefined ? 'is gone' : `expired ${new Date(expiredAt).toISOString()}`;
    super(`The payload s3://${bucket}/${key} ${when}.`);
    this.name = 'PayloadExpiredError';
  }
}

/** The object of a payload is not what was written. */
export class PayloadChecksumError extends Error {
  constructor(
    readonly bucket: string,
    readonly key: string,
    readonly expected: { readonly bytes: number; readonly sha256: string },
    readonly actual: { readonly bytes: number; readonly sha256: string },
  ) {
    super(
      `The payload s3://${bucket}/${key} has ${actual.bytes} bytes with SHA-256 ${actual.sha256}; ` +
        `its pointer says ${expected.bytes} with ${expected.sha256}.`,
    );
    this.name = 'PayloadChecksumError';
  }
}

/** S3 did not do what was asked. */
export class PayloadStorageError extends Error {
  constructor(
    readonly operation: 'PutObject' | 'GetObject',
    readonly bucket: string,
    readonly key: string,
    readonly classified: ClassifiedError,
    options?: ErrorOptions,
  ) {
    super(`${operation} s3://${bucket}/${key}: ${classified.code}: ${classified.message}`, options);
    this.name = 'PayloadStorageError';
  }
}
