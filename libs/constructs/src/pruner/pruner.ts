import type { StagePruner } from '@slipway/platform';
import { Construct } from 'constructs';
import { Alarm } from '../alarms/alarm';
import type { FunctionBundle } from '../function/function-bundle';
import { LambdaService } from '../function/lambda-service';
import type { PlatformStack } from '../platform-stack';
import { tagService } from '../tag-service';
import { providerVersions } from './pruner-metrics';
import { prunerStatements } from './pruner-statements';

/** Versions of a capacity provider's quota of 100 from which on its deploys are at risk. */
const quotaWarning = 80;

/** The scheduled function that deletes old versions of a stage's functions, and its alarms. */
export class Pruner extends Construct {
  constructor(
    stack: PlatformStack,
    scope: Construct,
    { placed, notify, alarms }: StagePruner,
    bundle: FunctionBundle,
  ) {
    const { service, names } = placed;
    // No service is called so: their names have no underscore.
    super(scope, `${service.name}_alarms`);
    const { stage } = stack;
    stack.recordOrigin(this, service.at('name'), service.name);
    const statements = prunerStatements(stage);
    new LambdaService(stack, scope, placed, bundle, { statements });
    new Alarm(this, 'errors', {
      name: alarms.errors,
      description: `The version pruner of stage ${stage.name} failed; its log group ${names.logGroup} says why.`,
      metric: {
        namespace: 'AWS/Lambda',
        name: 'Errors',
        dimensions: { FunctionName: names.functionName },
        statistic: 'Sum',
      },
      threshold: 1,
      period: 3600,
      periods: 1,
      notify,
    });
    new Alarm(this, 'quota', {
      name: alarms.quota,
      description: `A capacity provider of stage ${stage.name} has ${quotaWarning} of 100 function versions or more, and at 100 deploys fail; lower pruner.keep or pruner.cold.keep, or set pruner.dryRun to false.`,
      metric: { ...providerVersions(names.functionName), statistic: 'Maximum' },
      threshold: quotaWarning,
      period: 3600,
      periods: 1,
      notify,
    });
    tagService(this, service);
  }
}
