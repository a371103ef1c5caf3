import type { NetworkSettings } from '@slipway/catalog';
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
): SynthesisedStack {
  return networkingOf(sampleModel(sampleStage({ network, ingress: { link: 'v1', shards } })));
}

/** The networking stack of a model. */
export function networkingOf(model: PlatformModel): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'networking', model.stage);
    offerNetworking(stack, new Networking(stack, 'network', model).contract);
    return stack;
  });
}
