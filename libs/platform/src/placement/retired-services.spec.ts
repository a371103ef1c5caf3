import { functionService, httpService, placementLock, sampleStage } from '../testing/samples';
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
  expect(retiredServices(stage, [], lock)).toEqual([orders, quotes]);
  expect(retiredServices(stage, [httpService('orders')], lock)).toEqual([quotes]);
});

test('one that has become a function has images left as well', () => {
  const services = [httpService('orders'), functionService('quotes')];
  expect(retiredServices(stage, services, lock)).toEqual([quotes]);
});

test('nothing is retired that runs, is not placed yet or has been freed', () => {
  const services = [httpService('orders'), httpService('quotes'), httpService('late')];
  expect(retiredServices(stage, services, lock)).toEqual([]);
  expect(retiredServices(stage, [], placementLock())).toEqual([]);
});
