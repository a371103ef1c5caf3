import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import { closeBucket } from '../closed-bucket';
import { denyInsecureTransport, policyDocument } from '../policy';

/** Where payloads and results are that are too large for the table. They expire with their runs. */
export class PayloadBucket extends Construct {
  readonly name: string;
  readonly arn: string;

  /** @param retentionDays days after which an object is deleted */
  constructor(scope: Construct, id: string, name: string, retentionDays: number) {
    super(scope, id);
    // checkov CKV_AWS_18 aws_s3_bucket.orchestrator_payloads_*: only the orchestrator and its
    // agents reach it, and each run's record says what it holds (platform-team, until 2027-11-30)
    // checkov CKV_AWS_21 aws_s3_bucket.orchestrator_payloads_*: a payload is written once, and
    // its record knows its checksum (platform-team, until 2027-11-30)
    // checkov CKV_AWS_144 aws_s3_bucket.orchestrator_payloads_*: payloads of a region are of no
    // use without its table of runs (platform-team, until 2027-11-30)
    // checkov CKV_AWS_145 aws_s3_bucket.orchestrator_payloads_*: S3 encrypts it with a key of its
    // own, for which no role needs rights (platform-team, until 2027-11-30)
    // checkov CKV2_AWS_62 aws_s3_bucket.orchestrator_payloads_*: nothing acts on a new payload
    // (platform-team, until 2027-11-30)
    const bucket = new S3Bucket(this, 'bucket', { bucket: name });
    const closed = closeBucket(this, bucket);
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: retentionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      policy: policyDocument(denyInsecureTransport(bucket.arn)),
      dependsOn: [closed],
    });
    this.name = name;
    this.arn = bucket.arn;
  }
}
