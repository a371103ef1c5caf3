import { Networking, offerIngress, offerNetworking, PlatformStack } from '@slipway/constructs';
import type { PlatformModel } from '@slipway/platform';
import type { Construct } from 'constructs';

/** `<stage>-networking`: the ways from the VPC links to the ALB listeners. It knows no service. */
export class NetworkingStack extends PlatformStack {
  constructor(scope: Construct, model: PlatformModel) {
    super(scope, 'networking', model.stage);
    const { contract, ingress } = new Networking(this, 'network', model);
    offerNetworking(this, contract);
    offerIngress(this, ingress);
  }
}
