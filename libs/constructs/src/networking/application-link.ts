import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link';
import { Construct } from 'constructs';

export interface ApplicationLinkProps {
  readonly name: string;
  readonly subnetIds: string[];
  /** Group that the ALBs admit; without one the link would get the default group of the VPC. */
  readonly securityGroupId: string;
}

/**
 * The VPC link of V2 that reaches every ALB of a stage without an NLB.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html
 */
export class ApplicationLink extends Construct {
  readonly vpcLinkId: string;

  constructor(scope: Construct, id: string, props: ApplicationLinkProps) {
    super(scope, id);
    const link = new Apigatewayv2VpcLink(this, 'vpc-link', {
      name: props.name,
      subnetIds: props.subnetIds,
      securityGroupIds: [props.securityGroupId],
      // Neither its subnets nor its groups can be changed, and integrations refer to it.
      lifecycle: { createBeforeDestroy: true },
    });
    this.vpcLinkId = link.id;
  }
}
