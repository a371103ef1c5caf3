import type { LocalStage } from '@slipway/local-stage';
import { examples } from './summary';

test('the line for a route that needs a key has the key of its own REST API', () => {
  const route = { method: 'ANY', service: 'quotes' } as const;
  const key = { name: 'key', apiStage: 'local', service: 'quotes' };
  const stage: LocalStage = {
    url: 'http://localhost:4000',
    routes: [
      { ...route, restApi: 'api', path: '/open', apiKeyRequired: false },
      { ...route, restApi: 'api-2', path: '/tenants', apiKeyRequired: true },
    ],
    apiKeys: [
      { ...key, restApi: 'api', value: 'of-the-first' },
      { ...key, restApi: 'api-2', value: 'of-the-second' },
    ],
    services: () => [],
    schedules: () => [],
    close: () => Promise.resolve(),
  };
  expect(examples(stage)).toEqual([
    'curl http://localhost:4000/open',
    "curl -H 'x-api-key: of-the-second' http://localhost:4000/tenants",
  ]);
});
