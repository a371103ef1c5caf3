import {
  functionService,
  httpService,
  locksOf,
  placementLock,
  sampleDigest,
  sampleStage,
} from '../testing/samples';
import { retiredServices } from './retired-services';

const stage = sampleStage();
const lock = placementLock({
  tenants: { apiGroup: 1 },
  quotes: { slot: { shard: 2, priority: 40_001 }, apiGroup: 1 },
  orders: { slot: { shard: 1, priority: 40_002 }, apiGroup: 1 },
});

const quotes = {
  name: 'quotes',
  shard: 2,
  repository: 'slipway-dev-quotes',
  position: { file: 'stacks/locks/dev.placement.json', line: 3, column: 1 },
};
const orders = {
  name: 'orders',
  shard: 1,
  repository: 'slipway-dev-orders',
  position: { file: 'stacks/locks/dev.placement.json', line: 4, column: 1 },
};

test('a container service that is gone is retired where it stood; a function leaves nothing', () => {
  expect(retiredServices(stage, [], locksOf(lock))).toEqual([orders, quotes]);
  expect(retiredServices(stage, [httpService('orders')], locksOf(lock))).toEqual([quotes]);
});

test('one that has become a function has images left as well', () => {
  const services = [httpService('orders'), functionService('quotes')];
  expect(retiredServices(stage, services, locksOf(lock))).toEqual([quotes]);
});

test('nothing is retired that runs, is not placed yet or has been freed', () => {
  const services = [httpService('orders'), httpService('quotes'), httpService('late')];
  expect(retiredServices(stage, services, locksOf(lock))).toEqual([]);
  expect(retiredServices(stage, [], locksOf(placementLock()))).toEqual([]);
});

test('a function that had an image keeps its registry in the first stack while the lock has its image', () => {
  const tenants = {
    name: 'tenants',
    shard: 1,
    repository: 'slipway-dev-tenants',
    position: { file: 'stacks/locks/dev.placement.json', line: 2, column: 1 },
  };
  const locks = locksOf(lock, { tenants: { arm64: sampleDigest } });
  const ofImage = functionService('tenants');
  const others = [httpService('orders'), httpService('quotes')];
  const withImage = { ...ofImage, function: { ...ofImage.function, image: true } };
  expect(retiredServices(stage, others, locks)).toEqual([tenants]);
  expect(retiredServices(stage, [...others, ofImage], locks)).toEqual([tenants]);
  expect(retiredServices(stage, [...others, withImage], locks)).toEqual([]);
  const freed = locksOf(placementLock(), { tenants: { arm64: sampleDigest } });
  expect(retiredServices(stage, others, freed)).toEqual([]);
});
