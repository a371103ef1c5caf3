import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import {
  CreateBucketCommand,
  HeadBucketCommand,
  S3Client,
  S3ServiceException,
  waitUntilBucketExists,
} from '@aws-sdk/client-s3';
import type { SourcePosition } from '@slipway/catalog';
import { awsFailure } from '../aws/aws-failure';
import { s3ClientSettings } from '../aws/client-settings';
import { failed, type Failure } from '../failure';

export interface StateBucket {
  readonly name: string;
  /** The stage's: its provider manages the bucket. */
  readonly region: string;
  /** Twelve digits; a bucket of another account is refused. */
  readonly account: string;
  /** Where the stage's file names it. */
  readonly position: SourcePosition;
}

/** S3 says 404 of a new bucket for a moment only. */
const VISIBLE_AFTER_S = 30;

/** Whether the bucket is there, in the account and the region. Throws a Failure where it is someone else's. */
export async function bucketExists(bucket: StateBucket): Promise<boolean> {
  return withClient(bucket.region, async (client) => {
    try {
      const { BucketRegion } = await client.send(
        new HeadBucketCommand({ Bucket: bucket.name, ExpectedBucketOwner: bucket.account }),
      );
      if (BucketRegion && BucketRegion !== bucket.region) throw inRegion(bucket, BucketRegion);
      return true;
    } catch (error) {
      return refusal(bucket, error);
    }
  });
}

function refusal(bucket: StateBucket, error: unknown): false {
  if (!(error instanceof S3ServiceException))
    throw awsFailure(error, `look for bucket ${bucket.name}`);
  switch (error.$metadata.httpStatusCode) {
    case 404:
      return false;
    case 403:
      throw notOurs(bucket);
    case 301:
      throw inRegion(bucket, error.$response?.headers['x-amz-bucket-region'] ?? 'another region');
    default:
      throw awsFailure(error, `look for bucket ${bucket.name}`);
  }
}

/** Creates the bucket without settings; the account stack adopts it and sets them. */
export async function createBucket(bucket: StateBucket): Promise<void> {
  await withClient(bucket.region, async (client) => {
    try {
      await client.send(
        new CreateBucketCommand({ Bucket: bucket.name, ...locationOf(bucket.region) }),
      );
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error.name === 'BucketAlreadyExists') throw notOurs(bucket);
      if (error.name !== 'BucketAlreadyOwnedByYou')
        throw awsFailure(error, `create bucket ${bucket.name}`);
    }
    await waitUntilBucketExists({ client, maxWaitTime: VISIBLE_AFTER_S }, { Bucket: bucket.name });
  });
}

/** us-east-1 is the one region that must not be named: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function locationOf(region: string) {
  if (region === 'us-east-1') return {};
  return { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
}

async function withClient<T>(region: string, work: (client: S3Client) => Promise<T>): Promise<T> {
  const client = new S3Client(s3ClientSettings(region));
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

function notOurs({ name, account, position }: StateBucket): Failure {
  return failed(
    `Bucket ${name} (${position.file}:${position.line}) exists and account ${account} may not use it: bucket names are shared by all accounts, so it is most likely someone else's`,
    `choose another name for state.bucket, for example ${name}-${account}`,
  );
}

function inRegion({ name, region, position }: StateBucket, actual: string): Failure {
  return failed(
    `Bucket ${name} is in ${actual}, but the stage of ${position.file}:${position.line} is in ${region}`,
    'choose another name for state.bucket',
  );
}
