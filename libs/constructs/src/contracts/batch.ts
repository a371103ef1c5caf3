import type { PlatformStack } from '../platform-stack';

/** What the compute stack of a batch service offers to whoever starts its tasks. */
export interface BatchContract {
  /** Of the newest revision. */
  readonly taskDefinitionArn: string;
  /** Groups that a task must wear to reach what it calls. */
  readonly securityGroupIds: readonly string[];
  /** Policy that lets its bearer run, watch and stop tasks. */
  readonly runPolicyArn: string;
}

/** Writes the contract as outputs of the stack: three for each batch service. */
export function offerBatch(stack: PlatformStack, service: string, contract: BatchContract): void {
  const prefix = `batch_${service.replaceAll('-', '_')}`;
  stack.offer(
    `${prefix}_task_definition_arn`,
    contract.taskDefinitionArn,
    `Task definition of ${service}.`,
  );
  stack.offer(
    `${prefix}_security_group_ids`,
    [...contract.securityGroupIds],
    `Security groups of tasks of ${service}.`,
  );
  stack.offer(
    `${prefix}_run_policy_arn`,
    contract.runPolicyArn,
    `Policy that lets its bearer run ${service}.`,
  );
}
