/**
 * What a project writes that follows cdktf's own guide: the package root of the provider, one stack,
 * no thought given to speed. It makes the resources that Slipway makes for as many services.
 * Usage: node -r @swc-node/register plain-cdktf.ts <http services> <functions> <outdir>
 */
// eslint-disable-next-line no-restricted-imports -- what the guide of the provider says is measured here
import * as aws from '@cdktf/provider-aws';
// eslint-disable-next-line no-restricted-imports -- as above
import { App, Fn, LocalBackend, TerraformStack } from 'cdktf';

const [httpServices = 0, functions = 0] = process.argv.slice(2, 4).map(Number);

function trust(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
}

function allow(action: string[], resource: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });
}

function addHttpService(
  stack: TerraformStack,
  name: string,
  index: number,
  cluster: aws.ecsCluster.EcsCluster,
): void {
  const repository = new aws.ecrRepository.EcrRepository(stack, `${name}-repository`, {
    name,
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
  });
  new aws.ecrLifecyclePolicy.EcrLifecyclePolicy(stack, `${name}-lifecycle`, {
    repository: repository.name,
    policy: JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 },
          action: { type: 'expire' },
        },
      ],
    }),
  });
  const logs = new aws.cloudwatchLogGroup.CloudwatchLogGroup(stack, `${name}-logs`, {
    name,
    retentionInDays: 30,
  });
  const execution = new aws.iamRole.IamRole(stack, `${name}-execution`, {
    name: `${name}-execution`,
    assumeRolePolicy: trust('ecs-tasks.amazonaws.com'),
  });
  const policy = new aws.iamRolePolicy.IamRolePolicy(stack, `${name}-policy`, {
    role: execution.name,
    policy: allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], repository.arn),
  });
  const task = new aws.iamRole.IamRole(stack, `${name}-task`, {
    name: `${name}-task`,
    assumeRolePolicy: trust('ecs-tasks.amazonaws.com'),
  });
  const targetGroup = new aws.lbTargetGroup.LbTargetGroup(stack, `${name}-target-group`, {
    name,
    targetType: 'ip',
    protocol: 'HTTP',
    port: 8080,
    vpcId: 'vpc-1',
    healthCheck: { path: '/health', matcher: '200-299' },
  });
  const rule = new aws.lbListenerRule.LbListenerRule(stack, `${name}-rule`, {
    listenerArn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/1/2',
    priority: index + 1,
    condition: [{ pathPattern: { values: [`/${name}`, `/${name}/*`] } }],
    action: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
  });
  const taskDefinition = new aws.ecsTaskDefinition.EcsTaskDefinition(
    stack,
    `${name}-task-definition`,
    {
      family: name,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: execution.arn,
      taskRoleArn: task.arn,
      containerDefinitions: JSON.stringify([
        {
          name,
          image: `${repository.repositoryUrl}@sha256:${'0'.repeat(64)}`,
          portMappings: [{ containerPort: 8080 }],
          logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': logs.name } },
        },
      ]),
    },
  );
  const service = new aws.ecsService.EcsService(stack, `${name}-service`, {
    name,
    cluster: cluster.arn,
    taskDefinition: taskDefinition.arn,
    launchType: 'FARGATE',
    desiredCount: 2,
    loadBalancer: [{ targetGroupArn: targetGroup.arn, containerName: name, containerPort: 8080 }],
    networkConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] },
    dependsOn: [rule, policy],
  });
  const target = new aws.appautoscalingTarget.AppautoscalingTarget(stack, `${name}-scaling`, {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/${cluster.name}/${service.name}`,
    minCapacity: 2,
    maxCapacity: 10,
  });
  new aws.appautoscalingPolicy.AppautoscalingPolicy(stack, `${name}-scaling-policy`, {
    name,
    policyType: 'TargetTrackingScaling',
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      targetValue: 60,
    },
  });
}

function addFunction(stack: TerraformStack, name: string, apiExecutionArn: string): void {
  const logs = new aws.cloudwatchLogGroup.CloudwatchLogGroup(stack, `${name}-logs`, {
    name,
    retentionInDays: 30,
  });
  const role = new aws.iamRole.IamRole(stack, `${name}-role`, {
    name,
    assumeRolePolicy: trust('lambda.amazonaws.com'),
  });
  new aws.iamRolePolicy.IamRolePolicy(stack, `${name}-policy`, {
    role: role.name,
    policy: allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `${logs.arn}:*`),
  });
  const fn = new aws.lambdaFunction.LambdaFunction(stack, `${name}-function`, {
    functionName: name,
    role: role.arn,
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    filename: `${name}.zip`,
    publish: true,
  });
  const alias = new aws.lambdaAlias.LambdaAlias(stack, `${name}-alias`, {
    name: 'live',
    functionName: fn.functionName,
    functionVersion: fn.version,
  });
  new aws.lambdaPermission.LambdaPermission(stack, `${name}-permission`, {
    action: 'lambda:InvokeFunction',
    functionName: fn.functionName,
    qualifier: alias.name,
    principal: 'apigateway.amazonaws.com',
    sourceArn: `${apiExecutionArn}/*/*`,
  });
}

const app = new App({ outdir: process.argv[4] ?? 'cdktf.out' });
const stack = new TerraformStack(app, 'plain');
new LocalBackend(stack, {});
new aws.provider.AwsProvider(stack, 'aws', { region: 'eu-central-1' });
const cluster = new aws.ecsCluster.EcsCluster(stack, 'cluster', { name: 'plain' });
const paths = Array.from({ length: httpServices }, (_, index) => `/service-${index}`);
const api = new aws.apiGatewayRestApi.ApiGatewayRestApi(stack, 'api', {
  name: 'plain',
  body: JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'plain', version: '1' },
    paths: Object.fromEntries(
      paths.map((path) => [
        path,
        {
          'x-amazon-apigateway-any-method': {
            'x-amazon-apigateway-integration': {
              type: 'http_proxy',
              httpMethod: 'ANY',
              uri: `http://nlb.example${path}`,
            },
          },
        },
      ]),
    ),
  }),
});
const deployment = new aws.apiGatewayDeployment.ApiGatewayDeployment(stack, 'deployment', {
  restApiId: api.id,
  triggers: { body: Fn.sha1(api.body) },
});
new aws.apiGatewayStage.ApiGatewayStage(stack, 'stage', {
  restApiId: api.id,
  deploymentId: deployment.id,
  stageName: 'plain',
});
paths.forEach((_, index) => {
  addHttpService(stack, `service-${index}`, index, cluster);
});
for (let index = 0; index < functions; index += 1) {
  addFunction(stack, `function-${index}`, api.executionArn);
}
app.synth();
