import type { Service } from '@slipway/catalog';
import { derivePlatform } from '../build-platform';
import type { PlacedHttpService, PlatformModel } from '../model';
import { functionService, httpService, lockedFor, sampleStage } from '../testing/samples';
import { routeFindings } from './route-findings';

function modelOf(link: 'v1' | 'v2', ...services: readonly Service[]): PlatformModel {
  const stage = sampleStage({ ingress: { link, shards: 1, groups: 1 } });
  return derivePlatform({ stage, services, locks: lockedFor(stage, services) }).model;
}

const services = [
  httpService('quotes'),
  httpService('old', { basePath: '/quotes/old' }),
  functionService('tenants', {
    api: { ...httpService('x').api, auth: 'apiKey', basePath: '/tenants' } as never,
  }),
];

test.each(['v1', 'v2'] as const)('what the platform derives with link %s breaks none', (link) => {
  expect(routeFindings(modelOf(link, ...services))).toEqual([]);
});

/** The model with other priorities or patterns of a service. */
function changed(name: string, change: Partial<PlacedHttpService>): PlatformModel {
  const model = modelOf('v1', ...services);
  return {
    ...model,
    services: model.services.map((placed) =>
      placed.kind === 'http' && placed.service.name === name ? { ...placed, ...change } : placed,
    ),
  };
}

test('a rule that comes too late is told at its service', () => {
  expect(routeFindings(changed('old', { priority: 49_000 }))).toMatchObject([
    {
      rule: 'SLP2602',
      severity: 'error',
      position: { file: 'apps/old/service.yaml', line: 6 },
      message: expect.stringContaining('ANY /quotes/old reaches') as string,
    },
    { rule: 'SLP2602', position: { file: 'apps/old/service.yaml' } },
    {
      rule: 'SLP2604',
      position: { file: 'apps/old/service.yaml', line: 6 },
      message: expect.stringContaining('never forwards to slipway-dev-old') as string,
    },
  ]);
});

test('a rule that leaves a part of the base path out is told', () => {
  expect(routeFindings(changed('quotes', { pathPatterns: ['/quotes'] }))).toMatchObject([
    {
      rule: 'SLP2602',
      message: expect.stringContaining(
        'ANY /quotes/{proxy+} reaches slipway-dev-alb-1 as /quotes/{proxy}, and no rule there forwards all of that',
      ) as string,
    },
  ]);
});

test('two services with one base path are the catalog’s mistake, and no rule of an ALB is blamed', () => {
  const twins = [httpService('quotes'), httpService('pricing', { basePath: '/quotes' })];
  expect(routeFindings(modelOf('v1', ...twins))).toEqual([]);
});

test('a rule that no route leads to is told', () => {
  const [finding] = routeFindings(changed('old', { pathPatterns: ['/nowhere'] })).filter(
    ({ rule }) => rule === 'SLP2603',
  );
  expect(finding).toMatchObject({
    severity: 'warning',
    position: { file: 'apps/old/service.yaml' },
  });
});
