/**
 * What `<stage>-networking` offers to the other stacks. Each field is one named Terraform output
 * (snake case of the field's name, with the shard's index where it is per shard) and one reading
 * in the consumer; nothing else crosses the border.
 */
export interface NetworkingContract {
  readonly vpcId: string;
  /** Comma-free list of subnets for tasks. */
  readonly taskSubnetIds: string[];
  /** True where tasks have no other way out: a default VPC without private subnets. */
  readonly assignPublicIp: boolean;
  readonly taskSecurityGroupId: string;
  readonly vpcLinkId: string;
  readonly networkLoadBalancerDnsName: string;
  readonly shards: readonly ShardContract[];
}

export interface ShardContract {
  readonly index: number;
  readonly albListenerArn: string;
  /** `app/<name>/<id>`, for request-count scaling. */
  readonly albArnSuffix: string;
}
