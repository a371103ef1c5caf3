import type { PlatformStack } from '../platform-stack';
import type { IResolvable } from '../terraform';
import { remoteStateOf } from './remote-state';

/**
 * What `<stage>-networking` offers to the compute stacks. Each field is one named Terraform output
 * (snake case of the field's name, with the shard's index where it is per shard) and one reading
 * in the consumer; nothing else crosses the border.
 */
export interface NetworkingContract {
  readonly vpcId: string;
  /** Subnets for tasks. */
  readonly taskSubnetIds: string[];
  /** True where tasks have no other way out: a default VPC without private subnets. */
  readonly assignPublicIp: boolean | IResolvable;
  readonly taskSecurityGroupId: string;
  readonly shards: readonly ShardContract[];
}

export interface ShardContract {
  readonly index: number;
  readonly albArn: string;
  /** Host by which services of the VPC reach the ALB. */
  readonly albDnsName: string;
  readonly albListenerArn: string;
  /** Group of the ALB that admits the callers of its services; its rules are theirs. */
  readonly callSecurityGroupId: string;
  /** `app/<name>/<id>`, for request-count scaling. */
  readonly albArnSuffix: string;
}

/** Writes the contract as outputs of the networking stack. */
export function offerNetworking(stack: PlatformStack, contract: NetworkingContract): void {
  stack.offer('vpc_id', contract.vpcId, 'VPC of the stage.');
  stack.offer('task_subnet_ids', contract.taskSubnetIds, 'Subnets for tasks.');
  stack.offer(
    'assign_public_ip',
    contract.assignPublicIp,
    'Whether tasks need a public IP to reach out.',
  );
  stack.offer('task_security_group_id', contract.taskSecurityGroupId, 'Security group of tasks.');
  for (const shard of contract.shards) {
    stack.offer(`alb_arn_${shard.index}`, shard.albArn, `ALB ${shard.index}.`);
    stack.offer(`alb_dns_name_${shard.index}`, shard.albDnsName, `Host of ALB ${shard.index}.`);
    stack.offer(
      `call_security_group_id_${shard.index}`,
      shard.callSecurityGroupId,
      `Security group of ALB ${shard.index} that admits callers of its services.`,
    );
    stack.offer(
      `alb_listener_arn_${shard.index}`,
      shard.albListenerArn,
      `HTTP listener of ALB ${shard.index}.`,
    );
    stack.offer(
      `alb_arn_suffix_${shard.index}`,
      shard.albArnSuffix,
      `ARN suffix of ALB ${shard.index}, for metrics.`,
    );
  }
}

/** Reads what the networking stack of the same stage offers; `shards` are those the consumer needs. */
export function readNetworking(
  stack: PlatformStack,
  shards: readonly { readonly index: number }[],
): NetworkingContract {
  const state = remoteStateOf(stack, 'networking');
  return {
    vpcId: state.getString('vpc_id'),
    taskSubnetIds: state.getList('task_subnet_ids'),
    assignPublicIp: state.getBoolean('assign_public_ip'),
    taskSecurityGroupId: state.getString('task_security_group_id'),
    shards: shards.map(({ index }) => ({
      index,
      albArn: state.getString(`alb_arn_${index}`),
      albDnsName: state.getString(`alb_dns_name_${index}`),
      callSecurityGroupId: state.getString(`call_security_group_id_${index}`),
      albListenerArn: state.getString(`alb_listener_arn_${index}`),
      albArnSuffix: state.getString(`alb_arn_suffix_${index}`),
    })),
  };
}
