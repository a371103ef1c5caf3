import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { closeBucket } from '../closed-bucket';
import { denyInsecureTransport, policyDocument } from '../policy';
import { TerraformStack } from '../terraform';

/** Days an overwritten state stays, to go back to. */
const noncurrentVersionDays = 90;

/**
 * The bucket of all Terraform state, its own included: it must exist before the first `init`, so
 * bootstrap creates it bare and Terraform takes it over by an import. It is never destroyed.
 */
export class StateBucket extends Construct {
  constructor(scope: Construct, id: string, bucketName: string) {
    super(scope, id);
    // checkov CKV_AWS_144 aws_s3_bucket.account_state_*: the state of a region is of no use
    // without the region (platform-team, until 2027-11-30)
    // checkov CKV_AWS_145 aws_s3_bucket.account_state_*: bootstrap makes it before there is
    // a key, and its policy decides who reads it (platform-team, until 2027-11-30)
    // checkov CKV2_AWS_62 aws_s3_bucket.account_state_*: nothing acts on a new state
    // (platform-team, until 2027-11-30)
    const bucket = new S3Bucket(this, 'bucket', {
      bucket: bucketName,
      lifecycle: { preventDestroy: true },
    });
    // `importFrom` would run `terraform version` in every synth; the stacks require 1.11 anyway.
    const imported = {
      to: `${bucket.terraformResourceType}.${bucket.friendlyUniqueId}`,
      id: bucketName,
    };
    TerraformStack.of(this).addOverride('import', [imported]);
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      bucket: bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    const closed = closeBucket(this, bucket);
    new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      policy: policyDocument(denyInsecureTransport(bucket.arn)),
      dependsOn: [closed],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
      rule: [
        {
          id: 'old-versions',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
  }
}
