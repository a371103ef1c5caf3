import { Networking, offerNetworking, PlatformStack } from '@slipway/constructs';
import type { PlatformModel } from '@slipway/platform';
import type { Construct } from 'constructs';

/** `<stage>-networking`: the way from the VPC link to the ALB listeners. It knows no service. */
export class NetworkingStack extends PlatformStack {
  constructor(scope: Construct, model: PlatformModel) {
    super(scope, 'networking', model.stage);
    offerNetworking(this, new Networking(this, 'network', model).contract);
  }
}
