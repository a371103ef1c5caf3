import type { PlacedBatchService } from '@slipway/platform';
import { Construct } from 'constructs';
import type { BatchContract } from '../contracts/batch';
import type { ClusterContract } from '../contracts/cluster';
import type { NetworkingContract } from '../contracts/networking';
import type { PlatformStack } from '../platform-stack';
import { tagService } from '../tag-service';
import { ContainerTask, type AgentAccess } from './container-task';
import { Registry } from './registry';
import { RunPolicy } from './run-policy';
import { ServiceCalls } from './service-calls';

/** Everything that a task of one `batch` service needs to be started by somebody with its policy. */
export class BatchService extends Construct {
  readonly contract: BatchContract;
  /** Of its execution role and its task role. */
  readonly roleArns: readonly string[];
  readonly repository: { readonly arn: string; readonly url: string };

  /** @param agent given where the orchestrator runs it */
  constructor(
    stack: PlatformStack,
    scope: Construct,
    placed: PlacedBatchService,
    network: NetworkingContract,
    cluster: ClusterContract,
    agent?: AgentAccess,
  ) {
    const { service, names, imageDigest } = placed;
    super(scope, service.name);
    stack.recordOrigin(this, service.at('name'), service.name);
    const registry = new Registry(this, 'registry', names.repository, service.name);
    const calls = new ServiceCalls(this, 'calls', placed, network);
    stack.recordOrigin(calls, service.at('calls'), service.name);
    // `Default` is left out of addresses.
    const task = new ContainerTask(stack, this, 'Default', {
      service,
      names,
      registry,
      imageDigest,
      addresses: calls.addresses,
      agent,
    });
    const policy = new RunPolicy(this, 'run-policy', {
      stage: stack.stage,
      name: names.runPolicy,
      service: service.name,
      taskDefinitionFamily: names.taskDefinitionFamily,
      roleArns: task.roleArns,
      cluster,
    });
    this.contract = {
      taskDefinitionArn: task.taskDefinitionArn,
      securityGroupIds: [network.taskSecurityGroupId, ...calls.securityGroupIds],
      runPolicyArn: policy.arn,
    };
    this.roleArns = task.roleArns;
    this.repository = registry;
    tagService(this, service);
  }
}
