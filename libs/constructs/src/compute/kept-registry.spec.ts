import type { RetiredService } from '@slipway/platform';
import { readNetworking } from '../contracts/networking';
import { PlatformStack } from '../platform-stack';
import { sampleStage } from '../testing/sample-model';
import { sampleHttpService } from '../testing/sample-services';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { ContainerService } from './container-service';
import { KeptRegistry } from './kept-registry';

const placed = sampleHttpService('quotes');
const retired: RetiredService = {
  name: 'quotes',
  shard: 1,
  repository: placed.names.repository,
  position: { file: 'stacks/locks/dev.placement.json', line: 7, column: 1 },
};

function synth(add: (stack: PlatformStack) => void): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    add(stack);
    return stack;
  });
}

test('the registry of a service that is gone is the same resource, byte for byte', () => {
  const before = synth((stack) => {
    const network = readNetworking(stack, [{ index: 1 }]);
    const cluster = { clusterName: 'slipway-dev', clusterArn: 'arn:cluster' };
    new ContainerService(stack, stack, placed, network, cluster);
  });
  const after = synth((stack) => new KeptRegistry(stack, stack, retired));
  const kept = ['aws_ecr_lifecycle_policy', 'aws_ecr_repository'];
  expect(Object.keys(after.json.resource ?? {}).sort()).toEqual(kept);
  for (const type of kept) {
    expect(after.resources(type)).toEqual(before.resources(type));
  }
});

test('it comes from the line of the lock that keeps it', () => {
  let origins: object = {};
  synth((stack) => {
    new KeptRegistry(stack, stack, retired);
    origins = stack.originsByAddress();
  });
  const origin = { service: 'quotes', file: 'stacks/locks/dev.placement.json', line: 7 };
  expect(Object.values(origins)).toEqual([origin, origin]);
});
