import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadCatalog } from '@slipway/catalog';
import fc from 'fast-check';
import { buildPlatform, derivePlatform } from './build-platform';
import { place } from './placement/place';
import {
  functionService,
  httpService,
  lockedFor,
  locksOf,
  placementLock,
  sampleDigest,
  sampleStage,
} from './testing/samples';

const stage = sampleStage();

describe('a model', () => {
  const services = [
    functionService('tenants'),
    httpService('quotes'),
    httpService('batch', { api: undefined }),
    httpService('orders', { basePath: '/shop/orders' }),
  ];
  const { model } = derivePlatform({ stage, services, locks: lockedFor(stage, services) });
  const named = (name: string) => model.services.find(({ service }) => service.name === name);

  it('has the services by name, each in its place with its image and its names', () => {
    expect(model.services.map(({ service }) => service.name)).toEqual([
      'batch',
      'orders',
      'quotes',
      'tenants',
    ]);
    expect(named('orders')).toMatchObject({
      kind: 'http',
      shard: 1,
      apiGroup: 1,
      imageDigest: sampleDigest,
      pathPatterns: ['/shop/orders', '/shop/orders/*'],
      names: { ecsService: 'slipway-dev-orders' },
    });
    expect(named('tenants')).toMatchObject({
      kind: 'function',
      apiGroup: 1,
      names: { functionName: 'slipway-dev-tenants' },
    });
    expect(named('batch')).toMatchObject({ pathPatterns: [] });
  });

  it('takes the image of the processor that the service runs on', () => {
    const { container } = httpService('quotes');
    const other = httpService('quotes', { container: { ...container, architecture: 'x86_64' } });
    const { placement } = lockedFor(stage, [other]);
    const digestOf = (architecture: string) =>
      derivePlatform({
        stage,
        services: [other],
        locks: locksOf(placement, { quotes: { [architecture]: sampleDigest } }),
      }).model.services[0];
    expect(digestOf('x86_64')).toMatchObject({ imageDigest: sampleDigest });
    expect(digestOf('arm64')).toMatchObject({ imageDigest: undefined });
  });

  it('has every ALB of the stage, each behind its own port of the NLB', () => {
    expect(model.shards).toEqual([
      {
        index: 1,
        applicationLoadBalancer: 'slipway-dev-alb-1',
        applicationListenerPort: 80,
        callSecurityGroup: 'slipway-dev-alb-1-calls',
        networkEntry: {
          networkLoadBalancer: 1,
          port: 80,
          targetGroup: expect.stringMatching(/^slipway-dev-alb-1-[a-z0-9]{6}$/),
        },
      },
      expect.objectContaining({
        index: 2,
        applicationLoadBalancer: 'slipway-dev-alb-2',
        networkEntry: expect.objectContaining({ networkLoadBalancer: 1, port: 81 }),
      }),
    ]);
  });

  it('has the registries of services that are gone', () => {
    const { lock } = place({ stage, services, lock: placementLock() });
    const rest = services.filter(({ name }) => name === 'tenants');
    const { retired } = derivePlatform({ stage, services: rest, locks: locksOf(lock) }).model;
    expect(retired.map(({ repository }) => repository)).toEqual([
      'slipway-dev-batch',
      'slipway-dev-orders',
      'slipway-dev-quotes',
    ]);
  });
});

test('equal input gives an equal model, byte for byte, in whatever order services and lines are', () => {
  const service = fc.oneof(
    fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/).map((name) => httpService(name)),
    fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/).map((name) => functionService(name)),
  );
  const reversed = <Value>(entries: ReadonlyMap<string, Value>) => new Map([...entries].reverse());
  fc.assert(
    fc.property(
      fc.uniqueArray(service, { selector: ({ name }) => name, maxLength: 20 }),
      fc.nat(20),
      (services, gone) => {
        const locks = lockedFor(stage, services);
        const running = services.slice(Math.min(gone, services.length));
        const once = derivePlatform({ stage, services: running, locks });
        const again = derivePlatform({
          stage,
          services: [...running].reverse(),
          locks: {
            placement: { ...locks.placement, entries: reversed(locks.placement.entries) },
            images: { ...locks.images, entries: reversed(locks.images.entries) },
          },
        });
        expect(JSON.stringify(again.model)).toBe(JSON.stringify(once.model));
      },
    ),
  );
});

describe('a workspace', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'slipway-platform-'));
    write(
      'stacks/stages/dev.yaml',
      `name: dev
project: slipway
account: '123456789012'
region: eu-central-1
state: { backend: local }
network: { mode: dedicated }
`,
    );
    writeQuotes('8080');
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  function writeQuotes(port: string): void {
    write(
      'apps/quotes/service.yaml',
      `name: quotes
kind: http
owner: pricing-team
container: { port: ${port}, cpu: 256, memory: 512, health: /health }
api: { basePath: /quotes, expose: public, auth: none }
scaling: { min: 1, max: 2, cpu: 60 }
`,
    );
  }

  function build(locks: ReturnType<typeof locksOf>, name = 'dev') {
    const catalog = loadCatalog(root);
    const { model, findings } = buildPlatform({ catalog, stage: name, locks });
    return { model, rules: findings.map(({ rule }) => rule) };
  }

  const placed = placementLock({
    quotes: { slot: { shard: 1, priority: 41_234 }, apiGroup: 1 },
  });

  it('with warnings gives a model', () => {
    const { model, rules } = build(locksOf(placed));
    expect(model?.services).toMatchObject([{ kind: 'http', shard: 1, priority: 41_234 }]);
    expect(rules).toEqual(['SLP2201']);
  });

  it('in which a service has no place gives none', () => {
    const { model, rules } = build(locksOf(placementLock()));
    expect(model).toBeUndefined();
    expect(rules).toContain('SLP2101');
  });

  it('without the stage gives none, and one finding', () => {
    const { model, rules } = build(locksOf(placed), 'prod');
    expect(model).toBeUndefined();
    expect(rules).toEqual(['SLP1109']);
  });

  it('with a broken file gives none, and does not call its service gone', () => {
    writeQuotes('none');
    const { model, rules } = build(locksOf(placed, { quotes: { arm64: sampleDigest } }));
    expect(model).toBeUndefined();
    expect(rules).not.toContain('SLP2108');
    expect(rules).not.toContain('SLP2203');
  });

  it('without the service keeps its registry, and says so', () => {
    rmSync(join(root, 'apps/quotes'), { recursive: true });
    const { model, rules } = build(locksOf(placed));
    expect(model?.retired).toMatchObject([{ name: 'quotes', repository: 'slipway-dev-quotes' }]);
    expect(rules).toEqual(['SLP2108']);
  });
});
