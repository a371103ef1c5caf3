import { httpService, placementLock } from '../testing/workspace';
import { quotes, inService, type Mistake } from './mistake';

/** Mistakes in what a container service says of its tasks and of whom it calls. */
export const containerMistakes: readonly Mistake[] = [
  inService('A call to a service that is spelt otherwise', 'calls', '[product-prices]', {
    'apps/product-pricing/service.yaml': httpService('product-pricing'),
    'stacks/locks/dev.placement.json': placementLock('product-pricing', 'quotes'),
  }),
  inService('A service that calls itself', 'calls', '[quotes]'),
  inService(
    'A written address of a service that is called',
    'environment',
    '{ ORDERS_URL: http://orders }',
    {
      [quotes]: httpService('quotes', {
        calls: '[orders]',
        environment: '{ ORDERS_URL: http://orders }',
      }),
      'apps/orders/service.yaml': httpService('orders'),
      'stacks/locks/dev.placement.json': placementLock('orders', 'quotes'),
    },
  ),
  inService('A container that runs as root', 'container', '{ port: 8080, user: root }'),
  inService('A secret in plain text', 'environment', '{ DB_PASSWORD: hunter2 }'),
  inService('A variable with two values', 'secrets', '{ LEVEL: quotes/level }', {
    [quotes]: httpService('quotes', {
      environment: '{ LEVEL: info }',
      secrets: '{ LEVEL: quotes/level }',
    }),
  }),
  inService('A mount that is no path', 'container', '{ port: 8080, mounts: [tmp] }'),
  inService(
    'Tasks on Spot that end before their requests',
    'container',
    '{ port: 8080, capacity: { base: 1, spot: 50 } }',
  ),
  inService(
    'A deployment without room to move tasks',
    'deployment',
    '{ maximumPercent: 100, minimumHealthyPercent: 50 }',
  ),
  inService(
    'A collector that leaves nothing for the application',
    'telemetry',
    '{ collector: true, memory: 512 }',
  ),
  inService('A route for a batch service', 'kind', 'batch', {
    [quotes]: [
      'name: quotes',
      'kind: batch',
      'owner: pricing-team',
      'api: { basePath: /quotes }',
      '',
    ].join('\n'),
  }),
];
