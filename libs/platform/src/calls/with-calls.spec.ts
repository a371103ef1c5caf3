import { derivePlatform } from '../build-platform';
import type { PlacedHttpService } from '../model';
import { httpService, lockedFor, sampleStage } from '../testing/samples';
import { routeTableOf } from '../routes/route-table';

const stage = sampleStage();
const services = [
  httpService('quotes', { calls: ['pricing', 'orders'] }),
  httpService('orders'),
  httpService('pricing', { api: undefined }),
  httpService('reports'),
];
const { model, findings } = derivePlatform({
  stage,
  services,
  locks: lockedFor(stage, services),
});

function placed(name: string): PlacedHttpService {
  const found = model.services.find(({ service }) => service.name === name);
  if (found?.kind !== 'http') throw new Error(`${name} is not placed`);
  return found;
}

test('a caller is told where each service is that it calls, by name', () => {
  expect(findings).toEqual([]);
  expect(placed('quotes').calls).toEqual([
    {
      service: 'orders',
      variable: 'ORDERS_URL',
      shard: placed('orders').shard,
      port: placed('orders').priority,
      basePath: '/orders',
    },
    {
      service: 'pricing',
      variable: 'PRICING_URL',
      shard: placed('pricing').shard,
      port: placed('pricing').priority,
      basePath: '',
    },
  ]);
});

test('only what is called or has no API has a listener of its own', () => {
  const ports = ['orders', 'pricing', 'quotes', 'reports'].map((name) => placed(name).callPort);
  expect(ports).toEqual([
    placed('orders').priority,
    placed('pricing').priority,
    undefined,
    undefined,
  ]);
});

test('the route table sends all that a listener of its own gets to the service', () => {
  const { applicationListeners } = routeTableOf(model);
  expect(applicationListeners.filter(({ rules }) => rules.length === 0)).toEqual(
    [placed('orders'), placed('pricing')]
      .sort((a, b) => a.priority - b.priority)
      .map(({ priority, names }) => ({
        applicationLoadBalancer: 'slipway-dev-alb-1',
        port: priority,
        rules: [],
        defaultAction: { type: 'forward', targetGroup: names.targetGroup },
      })),
  );
});
