import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { closeBucket } from '../closed-bucket';
import { denyInsecureTransport, policyDocument } from '../policy';
import type { ITerraformDependable } from '../terraform';

/** Where load balancers write their access logs. */
export interface AccessLogTarget {
  readonly bucket: string;
  readonly prefix: string;
  /** Must stand before a load balancer logs: AWS tries to write when logging is turned on. */
  readonly ready: ITerraformDependable[];
}

const albPrefix = 'alb';

/**
 * Bucket for the access logs of the stage's load balancers. The logs expire with the stage's log
 * retention, and go with the stage when it is destroyed, as its log groups do.
 */
export class LogBucket extends Construct {
  readonly accessLogs: AccessLogTarget;

  constructor(scope: Construct, id: string, stage: Stage, bucketName: string) {
    super(scope, id);
    // checkov CKV_AWS_18 aws_s3_bucket.*_log-bucket_*: it holds the access logs itself
    // (platform-team, until 2027-11-30)
    // checkov CKV_AWS_21 aws_s3_bucket.*_log-bucket_*: a log file is written once, and
    // nobody else may write (platform-team, until 2027-11-30)
    // checkov CKV_AWS_144 aws_s3_bucket.*_log-bucket_*: logs of a region are of no use
    // without the region (platform-team, until 2027-11-30)
    // checkov CKV_AWS_145 aws_s3_bucket.*_log-bucket_*: load balancers cannot write logs
    // under a KMS key (platform-team, until 2027-11-30)
    // checkov CKV2_AWS_62 aws_s3_bucket.*_log-bucket_*: nothing acts on a new log file
    // (platform-team, until 2027-11-30)
    const bucket = new S3Bucket(this, 'bucket', { bucket: bucketName, forceDestroy: true });
    const closed = closeBucket(this, bucket);
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: stage.defaults.logRetentionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      policy: policyDocument(
        {
          Sid: 'WriteAccessLogs',
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `${bucket.arn}/${albPrefix}/AWSLogs/${stage.account}/*`,
          Condition: {
            ArnLike: { 'aws:SourceArn': arnOf(stage, 'elasticloadbalancing', 'loadbalancer/*') },
          },
        },
        denyInsecureTransport(bucket.arn),
      ),
      dependsOn: [closed],
    });
    this.accessLogs = { bucket: bucket.id, prefix: albPrefix, ready: [policy] };
  }
}
