import type { Stage } from '@slipway/catalog';
import { accountNames } from '@slipway/platform';
import { stageResources } from '../account/stage-resources';
import { allow, type PolicyStatement } from '../policy';

/**
 * What the pruner reads of the functions of its stage, and what it changes. Both writes are for ARNs that
 * end in a version: without one, DeleteFunction deletes the function.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export function prunerStatements(stage: Stage): PolicyStatement[] {
  const own = stageResources(stage, accountNames(stage));
  return [
    // These take no resource.
    allow(
      'ReadLists',
      [
        'cloudwatch:GetMetricData',
        'lambda:GetAccountSettings',
        'lambda:ListEventSourceMappings',
        'lambda:ListFunctions',
      ],
      '*',
    ),
    allow(
      'ReadFunctions',
      [
        'lambda:GetFunction',
        'lambda:GetFunctionScalingConfig',
        'lambda:GetPolicy',
        'lambda:ListAliases',
        'lambda:ListDurableExecutionsByFunction',
        'lambda:ListFunctionEventInvokeConfigs',
        'lambda:ListFunctionUrlConfigs',
        'lambda:ListProvisionedConcurrencyConfigs',
        'lambda:ListTags',
        'lambda:ListVersionsByFunction',
      ],
      own.functions,
    ),
    allow(
      'ReadProviders',
      ['lambda:GetCapacityProvider', 'lambda:ListFunctionVersionsByCapacityProvider'],
      own.capacityProviders,
    ),
    allow(
      'PruneVersions',
      ['lambda:DeleteFunction', 'lambda:PutFunctionScalingConfig'],
      `${own.functions}:*`,
    ),
  ];
}
