import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import {
  LambdaFunction,
  type LambdaFunctionCapacityProviderConfig,
} from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { runtimeOf, type FunctionService } from '@slipway/catalog';
import type { ManagedFunction, PlacedFunctionService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { FunctionContract } from '../contracts/compute';
import { literal } from '../literal';
import type { PlatformStack } from '../platform-stack';
import type { PolicyStatement } from '../policy';
import { tagService } from '../tag-service';
import { zipPath } from './bundle-files';
import { deadLetterArn, DeadLetterQueue, needsQueue } from './dead-letter-queue';
import { FloorSchedules } from './floor-schedules';
import type { FunctionBundle } from './function-bundle';
import type { FunctionImage } from './function-image';
import { FunctionRole } from './function-role';
import { FunctionSchedules } from './function-schedules';

/** Where functions of the VPC are in it. */
export interface FunctionNetwork {
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
}

/** What a function runs in, as far as it does not run on the shared fleet alone. */
export interface FunctionSurroundings {
  /** Needed where the service is in the VPC. */
  readonly network?: FunctionNetwork;
  /** Needed where the service runs on a capacity provider. */
  readonly capacityProviderArn?: string;
  /** What the code calls by the function's role. */
  readonly statements?: readonly PolicyStatement[];
  /** Variables besides those of the service's file; their values may hold tokens. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Where Lambda keeps what the function has done, so that it goes on after a wait or a crash. */
  readonly durable?: DurableSettings;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_DurableConfig.html */
export interface DurableSettings {
  /** Seconds that one execution may last, waits among them. */
  readonly executionTimeout: number;
  /** Days for which its history is kept. */
  readonly retentionDays: number;
}

/**
 * Everything of one `function` service. Each change of code or settings publishes a version, and the
 * alias moves to it; callers know the alias only.
 */
export class LambdaService extends Construct {
  readonly contract: FunctionContract;
  readonly aliasArn: string;

  constructor(
    stack: PlatformStack,
    scope: Construct,
    placed: PlacedFunctionService,
    code: FunctionBundle | FunctionImage,
    {
      network,
      capacityProviderArn,
      statements = [],
      variables = {},
      durable,
    }: FunctionSurroundings = {},
  ) {
    const { service, names, managed } = placed;
    super(scope, service.name);
    stack.recordOrigin(this, service.at('name'), service.name);
    const settings = service.function;

    // checkov CKV_AWS_158 aws_cloudwatch_log_group.functions_*: CloudWatch Logs encrypts
    // with a key of its own (platform-team, until 2027-11-30)
    // checkov CKV_AWS_338 aws_cloudwatch_log_group.functions_*: the service file says for
    // how long (platform-team, until 2027-11-30)
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: names.logGroup,
      retentionInDays: service.logs.retentionDays,
      kmsKeyId: service.logs.kmsKey,
    });
    const queue = needsQueue(service)
      ? new DeadLetterQueue(this, 'dead-letter', names.deadLetterQueue)
      : undefined;
    const deadLetter = deadLetterArn(settings.deadLetter, queue);
    const role = new FunctionRole(this, 'role', {
      stage: stack.stage,
      name: names.role,
      functionName: names.functionName,
      logGroupArn: logGroup.arn,
      ...(deadLetter !== undefined && {
        deadLetter: {
          arn: deadLetter,
          kind: settings.deadLetter?.includes(':sns:') ? 'sns' : 'sqs',
        },
      }),
      inVpc: settings.vpc,
      statements,
    });
    // checkov CKV_AWS_50 aws_lambda_function.*: tracing is billed by the request, and no
    // function can ask for it yet (platform-team, until 2027-11-30)
    // checkov CKV_AWS_116 aws_lambda_function.*: API Gateway waits for the answer, so the
    // caller learns of a failure, and the stage's own functions are called again by a
    // schedule (platform-team, until 2027-11-30)
    // checkov CKV_AWS_117 aws_lambda_function.*: it needs nothing in the VPC, and in it
    // would need a way out (platform-team, until 2027-11-30)
    // checkov CKV_AWS_272 aws_lambda_function.*: its code comes from the commit that the
    // deploy role is trusted for (platform-team, until 2027-11-30)
    const fn = new LambdaFunction(this, 'function', {
      functionName: names.functionName,
      description: service.description && literal(service.description),
      role: role.arn,
      ...codeAttributes(service, code),
      architectures: [settings.architecture],
      memorySize: settings.memory,
      timeout: settings.timeout,
      publish: true,
      environment: environmentOf(service.environment, variables),
      loggingConfig: {
        logFormat: 'JSON',
        logGroup: logGroup.name,
        applicationLogLevel: service.logs.level,
        systemLogLevel: service.logs.systemLevel,
      },
      ...(deadLetter !== undefined && { deadLetterConfig: { targetArn: deadLetter } }),
      ...(settings.vpc && { vpcConfig: networkOf(service, network) }),
      capacityProviderConfig: managed && capacityProviderConfig(managed, capacityProviderArn),
      ...(durable && {
        durableConfig: {
          executionTimeout: durable.executionTimeout,
          retentionPeriod: durable.retentionDays,
        },
      }),
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
    if (settings.async) {
      const invoke = new LambdaFunctionEventInvokeConfig(this, 'async', {
        functionName: fn.functionName,
        qualifier: alias.name,
        maximumRetryAttempts: settings.async.retries,
        maximumEventAgeInSeconds: settings.async.maxAge,
      });
      stack.recordOrigin(invoke, service.at('function.async'), service.name);
    }
    new FunctionSchedules(stack, this, 'schedules', { placed, aliasArn: alias.arn, queue });
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
    this.aliasArn = alias.arn;
    this.contract = {
      functionName: fn.functionName,
      alias: alias.name,
      invokeArn: alias.invokeArn,
    };
  }
}

function codeAttributes(
  { name, function: settings }: FunctionService,
  code: FunctionBundle | FunctionImage,
) {
  if ('imageUri' in code) return { packageType: 'Image', imageUri: code.imageUri };
  return {
    runtime: runtimeOf(settings),
    handler: code.handler,
    filename: zipPath(name),
    sourceCodeHash: code.sourceCodeHash,
    ...(settings.layers.length > 0 && { layers: settings.layers }),
  };
}

/** @throws Error where no network is given for a function in the VPC */
function networkOf({ name }: FunctionService, network: FunctionNetwork | undefined) {
  if (network === undefined) throw new Error(`${name} is in the VPC, and no network is given`);
  return network;
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
  others: Readonly<Record<string, string>>,
): { variables: Record<string, string> } | undefined {
  const written = Object.entries(environment).map(([name, value]) => [name, literal(value)]);
  const variables = { ...(Object.fromEntries(written) as Record<string, string>), ...others };
  return Object.keys(variables).length === 0 ? undefined : { variables };
}
