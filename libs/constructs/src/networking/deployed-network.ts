import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { TerraformLocal } from '../terraform';
import { RememberedValue } from './remembered-value';
import type { StageNetwork } from './stage-network';

const guide = 'Put the setting back, or follow docs/changing-a-network.md.';

/**
 * Remembers the VPC, the subnets and the kind of VPC link that a stage was first deployed with, and
 * lets no plan leave them: load balancers do not move between VPCs, and an NLB that loses a subnet is
 * made anew, which would need the VPC link gone that the REST API still refers to. What is new may be
 * added. Nothing here stands in the way of a destroy.
 */
export class DeployedNetwork extends Construct {
  constructor(scope: Construct, id: string, stage: Stage, network: StageNetwork) {
    super(scope, id);
    const { link } = stage.ingress;
    // A stage that was deployed before it was asked has V1.
    const first = 'try(self.output.link, "v1")';
    const now = new TerraformLocal(this, 'now', {
      vpc: network.knownVpc,
      subnets: network.knownSubnets,
      link,
    });
    const lost = `setsubtract(self.output.subnets, ${now.fqn}.subnets)`;
    new RememberedValue(this, 'first', {
      input: now.asAnyMap,
      lifecycle: {
        // The value of the first apply stays, for every later plan to be compared with.
        ignoreChanges: ['input'],
        postcondition: [
          {
            condition: `\${self.output.vpc == ${now.fqn}.vpc}`,
            errorMessage:
              `Stage ${stage.name} is deployed in the VPC \${self.output.vpc}, and network in its file now ` +
              `means \${${now.fqn}.vpc}. A deployed stage does not move to another VPC. ${guide}`,
          },
          {
            condition: `\${length(${lost}) == 0}`,
            errorMessage:
              `Stage ${stage.name} is deployed in \${join(", ", ${lost})}, which network in its file now ` +
              `leaves out. A deployed stage gets further subnets and loses none. ${guide}`,
          },
          {
            condition: `\${${first} == "${link}"}`,
            errorMessage:
              `Stage ${stage.name} is deployed with a VPC link \${${first}}, and ingress.link in its file is now ` +
              `${link}. AWS keeps a link that a deployed REST API refers to. ${guide}`,
          },
        ],
      },
    });
  }
}
