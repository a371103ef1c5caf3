import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
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
    const bucket = new S3Bucket(this, 'bucket', { bucket: bucketName, forceDestroy: true });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.id,
      // The only kind that access logs of an ALB can be written with.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    new S3BucketOwnershipControls(this, 'ownership', {
      bucket: bucket.id,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
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
      // S3 answers 409 OperationAborted to two configuration changes of one bucket at once.
      dependsOn: [publicAccess],
    });
    this.accessLogs = { bucket: bucket.id, prefix: albPrefix, ready: [policy] };
  }
}
