import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import type { PlacedFunctionService } from '@slipway/platform';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { Registry } from '../compute/registry';
import type { PlatformStack } from '../platform-stack';
import { policyDocument } from '../policy';

/**
 * Registry of the images of one function, where that of a container service stands, so that it stays
 * when a service changes its kind. Lambda pulls from it again whenever it has forgotten the image.
 */
export class FunctionRegistry extends Construct {
  constructor(stack: PlatformStack, scope: Construct, { service, names }: PlacedFunctionService) {
    super(scope, service.name);
    stack.recordOrigin(this, service.at('function'), service.name);
    const { stage } = stack;
    const registry = new Registry(this, 'registry', names.repository, service.name);
    // https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions
    new EcrRepositoryPolicy(this, 'policy', {
      repository: registry.name,
      policy: policyDocument({
        Sid: 'PullByFunction',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: {
          // Whatever the name ends in: a function that is replaced must be able to pull before its policy is.
          ArnLike: {
            'aws:SourceArn': arnOf(stage, 'lambda', `function:${names.repository}*`),
          },
        },
      }),
    });
  }
}
