import type { CapacityProviderSettings, FunctionService } from '@slipway/catalog';
import { CapacityProvider } from '../capacity-provider/capacity-provider';
import { readNetworking } from '../contracts/networking';
import { packFunction } from '../function/function-bundle';
import { LambdaService } from '../function/lambda-service';
import { PlatformStack } from '../platform-stack';
import { sampleCapacityProvider, sampleStage } from './sample-model';
import { sampleManagedFunction } from './sample-services';
import { synthesised, type SynthesisedStack } from './synthesised-stack';

/** A stack with the capacity provider `agents` and the function `router` on it. */
export function sampleManaged(
  provider: Partial<CapacityProviderSettings> = {},
  settings: Partial<FunctionService['function']> = {},
): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    const network = readNetworking(stack, []);
    const { arn } = new CapacityProvider(stack, stack, sampleCapacityProvider(provider), network);
    const code = packFunction('router', Buffer.from('exports.handler = () => 1'));
    const placed = sampleManagedFunction('router', settings);
    new LambdaService(stack, stack, placed, code, { capacityProviderArn: arn });
    return stack;
  });
}
