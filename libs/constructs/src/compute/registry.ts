import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Construct } from 'constructs';
import { serviceTags } from '../tag-service';

/** Days that an image without a tag is kept. */
const untaggedDays = 14;

/** Images kept, newest first: more than anyone rolls back over. */
const keptImages = 100;

/**
 * Registry of one service's images. A tag never moves, so a digest found by its tag stays right, and
 * the registry is not deleted while it holds images.
 */
export class Registry extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, name: string, service: string) {
    super(scope, id);
    // checkov CKV_AWS_136 aws_ecr_repository.*: encrypted with the key of ECR; a key of the
    // stage would lock images that outlive it (platform-team, until 2027-11-30)
    const repository = new EcrRepository(this, 'repository', {
      name,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'AES256' }],
      forceDelete: false,
      // Not the owner, whom nobody knows once the service is gone and its registry is kept.
      tags: serviceTags(service),
    });
    new EcrLifecyclePolicy(this, 'lifecycle', {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: `Images without a tag go after ${untaggedDays} days.`,
            selection: {
              tagStatus: 'untagged',
              countType: 'sinceImagePushed',
              countUnit: 'days',
              countNumber: untaggedDays,
            },
            action: { type: 'expire' },
          },
          {
            rulePriority: 2,
            description: `The newest ${keptImages} images stay.`,
            selection: {
              tagStatus: 'any',
              countType: 'imageCountMoreThan',
              countNumber: keptImages,
            },
            action: { type: 'expire' },
          },
        ],
      }),
    });
    this.name = repository.name;
    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
  }
}
