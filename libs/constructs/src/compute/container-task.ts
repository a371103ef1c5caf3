import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Architecture, TaskService } from '@slipway/catalog';
import type { BatchServiceNames } from '@slipway/platform';
import { Construct } from 'constructs';
import type { PlatformStack } from '../platform-stack';
import type { PolicyStatement } from '../policy';
import type { ITerraformDependable } from '../terraform';
import { containerDefinitions } from './container-definition';
import { mountsOf } from './mounts';
import { SecretReferences } from './secret-references';
import { ServiceRoles } from './service-roles';
import { taskStatements } from './task-statements';

const cpuArchitectures: Readonly<Record<Architecture, string>> = {
  arm64: 'ARM64',
  x86_64: 'X86_64',
};

export interface ContainerTaskProps {
  readonly service: TaskService;
  readonly names: Pick<
    BatchServiceNames,
    'taskDefinitionFamily' | 'executionRole' | 'taskRole' | 'logGroup'
  >;
  /** Registry of the image. */
  readonly registry: { readonly arn: string; readonly url: string };
  /** `sha256:…`; absent where no image is locked. */
  readonly imageDigest?: string;
  /** Addresses of the services that it calls, by variable. */
  readonly addresses: Readonly<Record<string, string>>;
  /** What the orchestrator needs of a task that it runs; left out, it does not run it. */
  readonly agent?: AgentAccess;
}

/** How a task that the orchestrator runs reaches its run. */
export interface AgentAccess {
  /** Where its run is, by variable. */
  readonly variables: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
}

/**
 * What runs a container, whoever starts it: task definition, the two roles and the log group. It knows
 * of no load balancer and no ECS service.
 */
export class ContainerTask extends Construct {
  readonly taskDefinitionArn: string;
  /** Of its execution role and its task role. */
  readonly roleArns: readonly string[];
  /** What must stand before a task can start. */
  readonly ready: ITerraformDependable[];

  constructor(stack: PlatformStack, scope: Construct, id: string, props: ContainerTaskProps) {
    super(scope, id);
    const { service, names, registry, imageDigest, addresses, agent } = props;
    const { container } = service;
    const { stage } = stack;

    // checkov CKV_AWS_158 aws_cloudwatch_log_group.services_*: CloudWatch Logs encrypts with
    // a key of its own (platform-team, until 2027-11-30)
    // checkov CKV_AWS_338 aws_cloudwatch_log_group.services_*: the service file says for how
    // long (platform-team, until 2027-11-30)
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: names.logGroup,
      retentionInDays: service.logs.retentionDays,
      kmsKeyId: service.logs.kmsKey,
    });
    const { secrets, parameters } = new SecretReferences(this, 'secrets', stage, service);
    const mounts = mountsOf(container);
    const roles = new ServiceRoles(this, 'roles', {
      stage,
      executionRole: names.executionRole,
      taskRole: names.taskRole,
      repositoryArn: registry.arn,
      logGroupArn: logGroup.arn,
      secretArns: Object.values(secrets),
      parameterArns: Object.values(parameters),
      taskStatements: [...taskStatements(service, logGroup.arn), ...(agent?.statements ?? [])],
    });
    const taskDefinition = new EcsTaskDefinition(this, 'task-definition', {
      family: names.taskDefinitionFamily,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: String(container.cpu),
      memory: String(container.memory),
      runtimePlatform: {
        operatingSystemFamily: 'LINUX',
        cpuArchitecture: cpuArchitectures[container.architecture],
      },
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      containerDefinitions: containerDefinitions({
        service,
        stage,
        image: { repositoryUrl: registry.url, digest: imageDigest },
        logs: { group: logGroup.name, region: stage.region },
        mounts,
        references: { ...secrets, ...parameters },
        variables: { ...addresses, ...agent?.variables },
      }),
      volume: mounts.length === 0 ? undefined : mounts.map(({ volume: name }) => ({ name })),
      ephemeralStorage: ephemeralStorageOf(container),
      // A run that an older version of the orchestrator watches is started again from its own revision,
      // which ECS refuses once it is deregistered.
      ...(agent && { skipDestroy: true }),
      // The running tasks' revision is deregistered after the service has left it.
      lifecycle: { createBeforeDestroy: true },
    });
    stack.recordOrigin(taskDefinition, service.at('container'), service.name);
    this.taskDefinitionArn = taskDefinition.arn;
    this.roleArns = [roles.executionRoleArn, roles.taskRoleArn];
    this.ready = roles.ready;
  }
}

function ephemeralStorageOf({
  ephemeralStorage,
}: TaskService['container']): { sizeInGib: number } | undefined {
  return ephemeralStorage === undefined ? undefined : { sizeInGib: ephemeralStorage };
}
