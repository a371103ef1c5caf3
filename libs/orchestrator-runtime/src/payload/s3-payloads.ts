import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { classifyError } from '../aws/classify-error';
import type { Clock } from '../clock';
import { inlinePayloads, largestInlineBytes } from '../inline-payloads';
import type { JsonValue } from '../json';
import type { PayloadRef, PayloadStore } from '../payload';
import { PayloadChecksumError, PayloadExpiredError, PayloadStorageError } from './payload-errors';

/** Metadata of an object: milliseconds since the epoch. */
const expiresAtKey = 'expires-at';

export interface S3PayloadsOptions {
  /** Shared by all that use S3 in the process. */
  readonly client: S3Client;
  readonly bucket: string;
  /**
   * Milliseconds that a payload can be read for. A lifecycle rule of the bucket on `payloads/` deletes it;
   * it must keep objects as long or longer.
   */
  readonly retentionMs: number;
  readonly clock: Clock;
}

/**
 * Payloads in the records where they are small, in S3 by pointer where they are not. The key is made of run
 * and content, so that a request that is repeated has the same pointer.
 */
export class S3Payloads implements PayloadStore {
  constructor(private readonly options: S3PayloadsOptions) {}

  /** @throws PayloadStorageError where S3 refuses or does not answer */
  async put(runId: string, value: JsonValue): Promise<PayloadRef> {
    const body = Buffer.from(JSON.stringify(value));
    if (body.length <= largestInlineBytes) return { kind: 'inline', value };
    const { client, bucket, retentionMs, clock } = this.options;
    const digest = createHash('sha256').update(body).digest();
    const sha256 = digest.toString('hex');
    const key = `payloads/${encodeURIComponent(runId)}/${sha256}.json`;
    const expiresAt = clock.now() + retentionMs;
    try {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: body,
          ContentType: 'application/json',
          ChecksumSHA256: digest.toString('base64'),
          Metadata: { [expiresAtKey]: String(expiresAt) },
        }),
      );
    } catch (error) {
      throw new PayloadStorageError('PutObject', bucket, key, classifyError(error), {
        cause: error,
      });
    }
    return { kind: 's3', bucket, key, bytes: body.length, sha256 };
  }

  /** @throws PayloadExpiredError, PayloadChecksumError, PayloadStorageError */
  async get(ref: PayloadRef): Promise<JsonValue> {
    if (ref.kind === 'inline') return inlinePayloads.get(ref);
    const { bucket, key } = ref;
    const { body, metadata } = await this.read(bucket, key);
    const expiresAt = Number(metadata[expiresAtKey]);
    if (expiresAt <= this.options.clock.now())
      throw new PayloadExpiredError(bucket, key, expiresAt);
    const sha256 = createHash('sha256').update(body).digest('hex');
    if (sha256 !== ref.sha256) {
      throw new PayloadChecksumError(bucket, key, ref, { bytes: body.length, sha256 });
    }
    return JSON.parse(body.toString('utf8')) as JsonValue;
  }

  private async read(
    bucket: string,
    key: string,
  ): Promise<{ body: Buffer; metadata: Readonly<Record<string, string>> }> {
    try {
      const output = await this.options.client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key }),
      );
      const bytes = (await output.Body?.transformToByteArray()) ?? new Uint8Array();
      return { body: Buffer.from(bytes), metadata: output.Metadata ?? {} };
    } catch (error) {
      const classified = classifyError(error);
      if (classified.code === 'NoSuchKey') throw new PayloadExpiredError(bucket, key);
      throw new PayloadStorageError('GetObject', bucket, key, classified, { cause: error });
    }
  }
}
