import type { IResolvable } from '../terraform';

/** The part of a VPC that a stage runs in, found or created. */
export interface StageNetwork {
  readonly vpcId: string;
  /** Subnets of the internal load balancers, one per zone. */
  readonly loadBalancerSubnetIds: string[];
  readonly taskSubnetIds: string[];
  /** Whether tasks reach AWS only by a public IP of their own. */
  readonly assignPublicIp: boolean | IResolvable;
}
