import type { NetworkSettings } from '@slipway/catalog';
import { offerIngress } from '../contracts/ingress';
import type { PlatformModel } from '@slipway/platform';
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
  const ingress = { link, shards, groups: 1 };
  return networkingOf(sampleModel(sampleStage({ network, ingress })));
}

/** The networking stack of a model. */
export function networkingOf(model: PlatformModel): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'networking', model.stage);
    const { contract, ingress } = new Networking(stack, 'network', model);
    offerNetworking(stack, contract);
    offerIngress(stack, ingress);
    return stack;
  });
}
