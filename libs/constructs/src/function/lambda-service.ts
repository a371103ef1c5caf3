import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import {
  LambdaFunction,
  type LambdaFunctionCapacityProviderConfig,
} from '@cdktf/provider-aws/lib/lambda-function';
import type { ManagedFunction, PlacedFunctionService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { FunctionContract } from '../contracts/compute';
import { literal } from '../literal';
import type { PlatformStack } from '../platform-stack';
import { tagService } from '../tag-service';
import { zipPath } from './bundle-files';
import { handler, type FunctionBundle } from './function-bundle';
import { FloorSchedules } from './floor-schedules';
import { FunctionRole } from './function-role';

/**
 * Everything of one `function` service. Each change of code or settings publishes a version, and the
 * alias moves to it; callers know the alias only.
 */
export class LambdaService extends Construct {
  readonly contract: FunctionContract;

  /** @param capacityProviderArn of the provider that the function runs on, where it has one */
  constructor(
    stack: PlatformStack,
    scope: Construct,
    { service, names, managed }: PlacedFunctionService,
    bundle: FunctionBundle,
    capacityProviderArn?: string,
  ) {
    super(scope, service.name);
    stack.recordOrigin(this, service.at('name'), service.name);
    const settings = service.function;

    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: names.logGroup,
      retentionInDays: service.logs.retentionDays,
    });
    const role = new FunctionRole(this, 'role', {
      stage: stack.stage,
      name: names.role,
      logGroupArn: logGroup.arn,
    });
    const fn = new LambdaFunction(this, 'function', {
      functionName: names.functionName,
      description: service.description && literal(service.description),
      role: role.arn,
      runtime: settings.runtime,
      handler,
      architectures: [settings.architecture],
      memorySize: settings.memory,
      timeout: settings.timeout,
      filename: zipPath(service.name),
      sourceCodeHash: bundle.sourceCodeHash,
      publish: true,
      environment: environmentOf(service.environment),
      loggingConfig: {
        logFormat: 'JSON',
        logGroup: logGroup.name,
        applicationLogLevel: 'INFO',
        systemLogLevel: 'INFO',
      },
      capacityProviderConfig: managed && capacityProviderConfig(managed, capacityProviderArn),
      dependsOn: role.ready,
      // Its name says what AWS does not change in a function.
      lifecycle: { createBeforeDestroy: true },
    });
    stack.recordOrigin(fn, service.at('function'), service.name);
    const alias = new LambdaAlias(this, 'alias', {
      name: names.alias,
      functionName: fn.functionName,
      functionVersion: fn.version,
      lifecycle: { createBeforeDestroy: true },
    });
    if (managed && managed.floors.length > 0) {
      const floors = new FloorSchedules(this, 'floor', {
        stage: stack.stage,
        roleName: names.floorRole,
        functionName: fn.functionName,
        functionArn: fn.arn,
        version: fn.version,
        floors: managed.floors,
      });
      stack.recordOrigin(floors, service.at('function.floor'), service.name);
    }
    tagService(this, service);
    this.contract = {
      functionName: fn.functionName,
      alias: alias.name,
      invokeArn: alias.invokeArn,
    };
  }
}

/** @throws Error without the provider: the function would run on the shared fleet, under the wrong name */
function capacityProviderConfig(
  { capacityProvider, memoryPerVcpu, concurrency }: ManagedFunction,
  capacityProviderArn: string | undefined,
): LambdaFunctionCapacityProviderConfig {
  if (capacityProviderArn === undefined) {
    throw new Error(`no capacity provider ${capacityProvider}`);
  }
  return {
    lambdaManagedInstancesCapacityProviderConfig: {
      capacityProviderArn,
      executionEnvironmentMemoryGibPerVcpu: memoryPerVcpu,
      perExecutionEnvironmentMaxConcurrency: concurrency,
    },
  };
}

function environmentOf(
  environment: Readonly<Record<string, string>>,
): { variables: Record<string, string> } | undefined {
  const variables = Object.entries(environment).map(([name, value]) => [name, literal(value)]);
  return variables.length === 0
    ? undefined
    : { variables: Object.fromEntries(variables) as Record<string, string> };
}
