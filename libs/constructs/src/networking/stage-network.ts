/** The part of a VPC that a stage runs in, found or created. */
export interface StageNetwork {
  readonly vpcId: string;
  /** Subnets of the internal load balancers, one per zone. */
  readonly loadBalancerSubnetIds: string[];
  readonly taskSubnetIds: string[];
  /** Whether tasks reach AWS only by a public IP of their own. */
  readonly assignPublicIp: boolean;
  /** What a plan tells the VPC by before it is created: its id, or the CIDR of one that the stage makes. */
  readonly knownVpc: string;
  /** What a plan tells the subnets by before they are created: their ids, or the zones of those it makes. */
  readonly knownSubnets: string[];
}
