import { S3Client } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { FakeError } from '../conformance/fake-faults';
import { FakeS3 } from '../conformance/fake-s3';
import { ManualClock } from '../conformance/manual-clock';
import { PayloadTooLargeError } from '../errors';
import { inlinePayloads, largestInlineBytes } from '../inline-payloads';
import type { JsonValue } from '../json';
import type { PayloadRef } from '../payload';
import { S3Payloads } from './s3-payloads';

const large = 'ä'.repeat(largestInlineBytes);
const day = 86_400_000;

describe('S3Payloads', () => {
  let s3: FakeS3;
  let client: S3Client;
  let clock: ManualClock;
  let payloads: S3Payloads;

  beforeAll(async () => {
    s3 = await FakeS3.start('payloads-dev');
    client = new S3Client({ ...s3.clientConfig(), maxAttempts: 1 });
  });

  beforeEach(() => {
    clock = new ManualClock();
    payloads = new S3Payloads({ client, bucket: 'payloads-dev', retentionMs: 7 * day, clock });
  });

  afterAll(async () => {
    client.destroy();
    await s3.close();
  });

  const s3Ref = async (value: JsonValue) => {
    const ref = await payloads.put('run-1', value);
    if (ref.kind !== 's3') throw new Error('inline');
    return ref;
  };

  test('a value comes back as it was, in the record or from S3', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.boolean(), async (value, isLarge) => {
        // -0 is 0 in JSON.
        const sent = JSON.parse(JSON.stringify(isLarge ? [value, large] : value)) as JsonValue;
        const ref = await payloads.put('run-1', sent);
        expect(ref.kind).toBe(isLarge ? 's3' : 'inline');
        expect(await payloads.get(JSON.parse(JSON.stringify(ref)) as PayloadRef)).toEqual(sent);
      }),
      { numRuns: 20 },
    );
  });

  test('the size counts in bytes of JSON, at the limit of a record', async () => {
    const fits = 'x'.repeat(largestInlineBytes - 2);
    expect((await payloads.put('run-1', fits)).kind).toBe('inline');
    expect(await payloads.put('run-1', `${fits}x`)).toMatchObject({
      kind: 's3',
      bytes: largestInlineBytes + 1,
    });
  });

  test('a request that is repeated has the same pointer', async () => {
    expect(await s3Ref(large)).toEqual(await s3Ref(large));
    expect((await s3Ref(large)).key).not.toBe((await s3Ref(`${large}!`)).key);
  });

  test('an object that changed is not read', async () => {
    const ref = await s3Ref(large);
    s3.corrupt(ref.key, '"other"');
    await expect(payloads.get(ref)).rejects.toMatchObject({
      name: 'PayloadChecksumError',
      expected: { bytes: ref.bytes, sha256: ref.sha256 },
      actual: { bytes: 7 },
    });
  });

  test('an object that has expired, or is gone, is not read', async () => {
    const ref = await s3Ref(large);
    clock.advance(7 * day - 1);
    expect(await payloads.get(ref)).toBe(large);
    clock.advance(1);
    await expect(payloads.get(ref)).rejects.toMatchObject({
      name: 'PayloadExpiredError',
      expiredAt: clock.now(),
    });
    s3.expire(ref.key);
    await expect(payloads.get(ref)).rejects.toThrow(
      `The payload s3://payloads-dev/${ref.key} is gone.`,
    );
  });

  test('what S3 refuses is told with its class', async () => {
    const denied = new FakeError('AccessDenied', 'Access Denied', 403);
    s3.faults.next('PutObject', { kind: 'error', error: denied });
    await expect(payloads.put('run-1', large)).rejects.toMatchObject({
      name: 'PayloadStorageError',
      operation: 'PutObject',
      classified: { class: 'auth', code: 'AccessDenied' },
    });
    const ref = await s3Ref(large);
    s3.faults.next('GetObject', { kind: 'error', error: new FakeError('SlowDown', 'slower', 503) });
    await expect(payloads.get(ref)).rejects.toMatchObject({
      operation: 'GetObject',
      classified: { class: 'transient' },
    });
    const nowhere = new S3Payloads({ client, bucket: 'other', retentionMs: day, clock });
    await expect(nowhere.put('run-1', large)).rejects.toMatchObject({
      classified: { class: 'config', code: 'NoSuchBucket' },
    });
  });

  test('without a bucket the guard throws at once, with the sizes, on a laptop as on AWS', async () => {
    const error: unknown = await inlinePayloads.put('run-1', large).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(PayloadTooLargeError);
    expect(error).toMatchObject({
      bytes: 2 * largestInlineBytes + 2,
      largestBytes: largestInlineBytes,
    });
  });
});
