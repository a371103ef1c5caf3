import type { Stage } from '@slipway/catalog';
import type { AccountNames } from '@slipway/platform';
import { arnOf } from '../arn';
import { operatorStatements } from '../capacity-provider/operator-policy';
import { allow, type PolicyStatement } from '../policy';
import { stageResources } from './stage-resources';

/**
 * What a role of a stage's stacks may do at most, whatever its own policies say: the sum of what they
 * need. Without it, who can write a role's policy and pass the role to a function has every right of
 * the account.
 */
export function boundaryStatements(stage: Stage, names: AccountNames): PolicyStatement[] {
  const own = stageResources(stage, names);
  return [
    // The action takes no resource.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    allow('SignInToRegistry', ['ecr:GetAuthorizationToken'], '*'),
    allow(
      'PullImages',
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      own.repositories,
    ),
    allow(
      'WriteLogs',
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      own.logGroups,
    ),
    // The action lists groups, so it takes no single one.
    allow('ListLogGroups', ['logs:DescribeLogGroups'], arnOf(stage, 'logs', 'log-group:*')),
    allow('SetFloors', ['lambda:PutFunctionScalingConfig'], own.functions),
    ...operatorStatements(stage),
  ];
}
