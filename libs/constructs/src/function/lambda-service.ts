import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { PlacedFunctionService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { FunctionContract } from '../contracts/compute';
import { literal } from '../literal';
import type { PlatformStack } from '../platform-stack';
import { tagService } from '../tag-service';
import { zipPath } from './bundle-files';
import { handler, type FunctionBundle } from './function-bundle';
import { FunctionRole } from './function-role';

/**
 * Everything of one `function` service. Each change of code or settings publishes a version, and the
 * alias moves to it; callers know the alias only.
 */
export class LambdaService extends Construct {
  readonly contract: FunctionContract;

  constructor(
    stack: PlatformStack,
    scope: Construct,
    { service, names }: PlacedFunctionService,
    bundle: FunctionBundle,
  ) {
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
    });
    const role = new FunctionRole(this, 'role', {
      stage: stack.stage,
      name: names.role,
      logGroupArn: logGroup.arn,
    });
    // checkov CKV_AWS_50 aws_lambda_function.*: tracing is billed by the request, and no
    // function can ask for it yet (platform-team, until 2027-11-30)
    // checkov CKV_AWS_116 aws_lambda_function.*: API Gateway waits for the answer, so the
    // caller learns of a failure (platform-team, until 2027-11-30)
    // checkov CKV_AWS_117 aws_lambda_function.*: it needs nothing in the VPC, and in it
    // would need a way out (platform-team, until 2027-11-30)
    // checkov CKV_AWS_272 aws_lambda_function.*: its code comes from the commit that the
    // deploy role is trusted for (platform-team, until 2027-11-30)
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
      dependsOn: role.ready,
    });
    stack.recordOrigin(fn, service.at('function'), service.name);
    const alias = new LambdaAlias(this, 'alias', {
      name: names.alias,
      functionName: fn.functionName,
      functionVersion: fn.version,
    });
    tagService(this, service);
    this.contract = {
      functionName: fn.functionName,
      alias: alias.name,
      invokeArn: alias.invokeArn,
    };
  }
}

function environmentOf(
  environment: Readonly<Record<string, string>>,
): { variables: Record<string, string> } | undefined {
  const variables = Object.entries(environment).map(([name, value]) => [name, literal(value)]);
  return variables.length === 0
    ? undefined
    : { variables: Object.fromEntries(variables) as Record<string, string> };
}
