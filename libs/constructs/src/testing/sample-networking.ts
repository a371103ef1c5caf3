import type { NetworkSettings } from '@slipway/catalog';
import { offerIngress } from '../contracts/ingress';
import { offerNetworking } from '../contracts/networking';
import { Networking } from '../networking/networking';
import { PlatformStack } from '../platform-stack';
import { defaultVpc, sampleModel, sampleStage } from './sample-model';
import { synthesised, type SynthesisedStack } from './synthesised-stack';

/** The networking stack of the sample stage. */
export function sampleNetworking(
  network: NetworkSettings = defaultVpc,
  shards = 1,
  link: 'v1' | 'v2' = 'v1',
): SynthesisedStack {
  const model = sampleModel(sampleStage({ network, ingress: { link, shards, groups: 1 } }));
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'networking', model.stage);
    const { contract, ingress } = new Networking(stack, 'network', model);
    offerNetworking(stack, contract);
    offerIngress(stack, ingress);
    return stack;
  });
}
