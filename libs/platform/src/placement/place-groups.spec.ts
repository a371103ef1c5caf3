import type { Service } from '@slipway/catalog';
import fc from 'fast-check';
import { derivePlatform } from '../build-platform';
import type { PlacementLock } from '../locks/lock';
import { formatPlacementLock } from '../locks/placement-lock';
import {
  functionService,
  httpService,
  locksOf,
  placementLock,
  sampleStage,
} from '../testing/samples';
import { ApiResources, prefixesOf, resourceFill, resourceLimit } from './api-group-capacity';
import { place } from './place';
import { shardFill } from './shard-capacity';

function stageOf(shards: number, groups: number) {
  return sampleStage({ ingress: { link: 'v1', shards, groups } });
}

function groupIn(lock: PlacementLock, name: string): number | undefined {
  return lock.entries.get(name)?.value.apiGroup;
}

function functionAt(name: string, basePath: string): Service {
  return functionService(name, { api: httpService(name, { basePath }).api });
}

function functions(count: number): Service[] {
  return Array.from({ length: count }, (_, index) => functionService(`fn-${index}`));
}

describe('REST APIs', () => {
  const share = (resourceFill - 1) / 2;

  it('are filled one after the other, each to its share', () => {
    const services = functions(share + 3);
    const { lock, findings } = place({ stage: stageOf(1, 2), services, lock: placementLock() });
    const groups = services.map(({ name }) => groupIn(lock, name));
    expect(findings).toEqual([]);
    expect(groups.filter((group) => group === 1)).toHaveLength(share);
    expect(groups.filter((group) => group === 2)).toHaveLength(3);
  });

  it('that are all full take nobody, and the stage file is named', () => {
    const services = functions(share + 1);
    const { lock, findings } = place({ stage: stageOf(1, 1), services, lock: placementLock() });
    expect(lock.entries.size).toBe(share);
    expect(findings).toMatchObject([
      { rule: 'SLP2112', fix: 'set `ingress.groups` to 2 in stacks/stages/dev.yaml' },
    ]);
  });

  it('are not raised where a stage has all that it may have', () => {
    const services = functions(share * 50 + 1);
    const { findings } = place({ stage: stageOf(1, 50), services, lock: placementLock() });
    expect(findings).toMatchObject([
      { fix: 'have services run in another stage: `ingress.groups` ends at 50' },
    ]);
  });

  it('take every service without a base path, which needs no resource', () => {
    const services = [
      ...functions(share),
      ...['a', 'b'].map((name) => httpService(name, { api: undefined })),
    ];
    const { lock, findings } = place({ stage: stageOf(1, 1), services, lock: placementLock() });
    expect(findings).toEqual([]);
    expect(['a', 'b'].map((name) => groupIn(lock, name))).toEqual([1, 1]);
  });

  it('take a base path where those above and below it are, over the share but not over the limit', () => {
    const crowd = functions(share);
    const stage = stageOf(1, 2);
    const { lock } = place({ stage, services: crowd, lock: placementLock() });
    const below = functionAt('deep', '/fn-7/a');
    const { lock: after } = place({ stage, services: [...crowd, below], lock });
    expect(groupIn(after, 'deep')).toBe(1);

    const many = Array.from({ length: 30 }, (_, index) =>
      functionAt(`d-${index}`, `/fn-7/a${index}`),
    );
    const { findings } = place({ stage, services: [...crowd, ...many], lock });
    const room = Math.floor((resourceLimit - resourceFill) / 2);
    expect(findings).toHaveLength(30 - room);
    expect(findings[0]).toMatchObject({
      rule: 'SLP2112',
      message: expect.stringContaining('are on REST API 1, which has no room'),
    });
  });

  it('do not take a base path that two of them have a part of', () => {
    const services = [functionAt('one', '/shop/one'), functionAt('two', '/shop/two')];
    const lock = placementLock({ one: { apiGroup: 1 }, two: { apiGroup: 2 } });
    const shop = functionAt('shop', '/shop');
    const { findings } = place({ stage: stageOf(1, 2), services: [...services, shop], lock });
    expect(findings).toMatchObject([
      {
        rule: 'SLP2112',
        message: 'shop finds no REST API: base paths above or below /shop are on REST APIs 1 and 2',
      },
    ]);
  });

  it('are kept by a service that changes its kind, its depth or its ALB’s priority', () => {
    const stage = stageOf(1, 2);
    const lock = placementLock({ quotes: { slot: { shard: 1, priority: 41_234 }, apiGroup: 2 } });
    for (const service of [
      functionService('quotes'),
      httpService('quotes', { basePath: '/shop/quotes' }),
    ]) {
      expect(groupIn(place({ stage, services: [service], lock }).lock, 'quotes')).toBe(2);
    }
  });
});

test('resources are counted as API Gateway makes them: each segment once, and all below', () => {
  const segment = fc.constantFrom('a', 'b', 'c');
  const basePath = fc
    .array(segment, { minLength: 1, maxLength: 4 })
    .map((all) => `/${all.join('/')}`);
  fc.assert(
    fc.property(fc.array(basePath, { maxLength: 12 }), basePath, (basePaths, next) => {
      const resources = new ApiResources();
      const paths = new Set(['/']);
      const add = (path: string): void => {
        resources.add(path);
        for (const prefix of prefixesOf(path)) paths.add(prefix);
        paths.add(`${path}/{proxy+}`);
      };
      basePaths.forEach(add);
      expect(resources.count).toBe(paths.size);
      const startsWith = (one: string, other: string) => `${one}/`.startsWith(`${other}/`);
      expect(resources.overlaps(next)).toBe(
        basePaths.some((path) => startsWith(path, next) || startsWith(next, path)),
      );
      const before = resources.countWith(next);
      add(next);
      expect(resources.count).toBe(before);
    }),
  );
});

/** What a person does to the catalog between two runs of `slipway place`. */
interface Batch {
  readonly kind: 'http' | 'function';
  readonly count: number;
  readonly depth: number;
  /** First segment of the base paths: services of one family stand below one another's paths. */
  readonly family: string;
  /** Every n-th of the services that stand is removed. */
  readonly removed: number;
}

const batch: fc.Arbitrary<Batch> = fc.record({
  kind: fc.constantFrom('http', 'function'),
  count: fc.integer({ min: 0, max: 60 }),
  depth: fc.integer({ min: 1, max: 4 }),
  family: fc.constantFrom('a', 'b'),
  removed: fc.integer({ min: 2, max: 40 }),
});

function added({ kind, count, depth, family }: Batch, run: number): Service[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `s${run}-${index}`;
    const middle = Array.from({ length: depth - 2 }, (__, level) => `/${name}x${level}`).join('');
    const basePath = depth === 1 ? `/${name}` : `/${family}${middle}/${name}`;
    return kind === 'http' ? httpService(name, { basePath }) : functionAt(name, basePath);
  });
}

test('no history of additions and removals exceeds a limit or moves a service', () => {
  const stage = stageOf(3, 3);
  const placeRules = ['SLP2107', 'SLP2112'];
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 10 }), (batches) => {
      let services: Service[] = [];
      let lock = placementLock();
      batches.forEach((change, run) => {
        services = services.filter((_, index) => index % change.removed !== 0);
        services.push(...added(change, run));
        const result = place({ stage, services, lock });
        expect(result.findings.filter(({ rule }) => !placeRules.includes(rule))).toEqual([]);
        for (const [name, { value }] of lock.entries) {
          expect(result.lock.entries.get(name)?.value).toEqual(value);
        }
        lock = result.lock;

        // Those that found no place are told of, and left out.
        services = services.filter(({ name }) => lock.entries.has(name));
        const { findings, model } = derivePlatform({ stage, services, locks: locksOf(lock) });
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(findings.filter(({ rule }) => rule === 'SLP2106')).toEqual([]);
        const onShard = new Map<number, number>();
        for (const { value } of lock.entries.values()) {
          const { shard } = value.slot ?? {};
          if (shard) onShard.set(shard, (onShard.get(shard) ?? 0) + 1);
        }
        for (const count of onShard.values()) expect(count).toBeLessThanOrEqual(shardFill);
        for (const { index } of model.apiGroups) {
          const resources = new ApiResources();
          for (const placed of model.services) {
            const { api } = placed.service;
            if (api && 'apiGroup' in placed && placed.apiGroup === index)
              resources.add(api.basePath);
          }
          expect(resources.count).toBeLessThanOrEqual(resourceLimit);
        }
        expect(formatPlacementLock(place({ stage, services, lock }).lock)).toBe(
          formatPlacementLock(lock),
        );
      });
    }),
    { numRuns: 60 },
  );
});
