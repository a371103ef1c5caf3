import type { Service, Stage } from '@slipway/catalog';
import fc from 'fast-check';
import type { PlacementLock, Slot } from '../locks/lock';
import { formatPlacementLock } from '../locks/placement-lock';
import {
  functionService,
  httpService,
  locksOf,
  placementLock,
  sampleStage,
} from '../testing/samples';
import { place } from './place';
import { placementFindings } from './placement-findings';
import { priorityBand } from './priority';
import { retiredServices } from './retired-services';
import { shardFill, shardLimit } from './shard-capacity';

const stage = sampleStage();

function withShards(shards: number): Stage {
  return sampleStage({ ingress: { link: 'v1', shards, groups: 1 } });
}

function slotIn(lock: PlacementLock, name: string) {
  return lock.entries.get(name)?.value.slot;
}

/** Rules that a lock breaks. */
function brokenRules(of: Stage, services: readonly Service[], lock: PlacementLock): string[] {
  const retired = retiredServices(of, services, locksOf(lock));
  return placementFindings({ stage: of, services, retired, lock }).map(({ rule }) => rule);
}

function many(count: number, prefix = 'service'): Service[] {
  return Array.from({ length: count }, (_, index) => httpService(`${prefix}-${index}`));
}

test('a container service gets an ALB, a priority of its depth and the REST API; a function the API', () => {
  const services = [
    httpService('quotes'),
    httpService('orders', { basePath: '/shop/orders' }),
    functionService('tenants'),
  ];
  const { lock, findings } = place({ stage, services, lock: placementLock() });
  expect(findings).toEqual([]);
  expect(lock.entries.get('tenants')?.value).toEqual({ apiGroup: 1 });
  for (const [name, basePath] of [
    ['quotes', '/quotes'],
    ['orders', '/shop/orders'],
  ] as const) {
    const { first, last } = priorityBand(basePath);
    expect(lock.entries.get(name)?.value).toMatchObject({ slot: { shard: 1 }, apiGroup: 1 });
    expect(slotIn(lock, name)?.priority).toBeGreaterThanOrEqual(first);
    expect(slotIn(lock, name)?.priority).toBeLessThanOrEqual(last);
  }
});

/** What a person does to the catalog between two runs of `slipway place`. */
type Edit =
  | { readonly kind: 'set'; readonly name: string; readonly service: Service }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'free'; readonly name: string };

const name = fc.integer({ min: 0, max: 12 }).map((index) => `service-${index}`);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .record({
      kind: fc.constant('set' as const),
      name,
      depth: fc.integer({ min: 1, max: 4 }),
      port: fc.integer({ min: 1, max: 3 }),
      isFunction: fc.boolean(),
    })
    .map(({ kind, name, depth, port, isFunction }): Edit => {
      const http = httpService(name, { basePath: `/${name}${'/a'.repeat(depth - 1)}` });
      const container = { ...http.container, port };
      return { kind, name, service: isFunction ? functionService(name) : { ...http, container } };
    }),
  fc.record({ kind: fc.constant('remove' as const), name }),
  fc.record({ kind: fc.constant('free' as const), name }),
);

/** Whether a service can stay in a slot: its base path is of the depth that the priority is for. */
function fits(slot: Slot | undefined, service: Service | undefined): boolean {
  if (!slot || service?.kind !== 'http' || !service.api) return true;
  const { first, last } = priorityBand(service.api.basePath);
  return slot.priority >= first && slot.priority <= last;
}

test('a place stays through every order of edits, additions and removals, until it is freed', () => {
  fc.assert(
    fc.property(
      fc.array(edit, { maxLength: 30 }),
      fc.infiniteStream(fc.nat()),
      (edits, randoms) => {
        const services = new Map<string, Service>();
        let lock = placementLock();
        for (const change of edits) {
          const before = lock;
          if (change.kind === 'set') services.set(change.name, change.service);
          if (change.kind === 'remove') services.delete(change.name);
          const free = change.kind === 'free' && lock.entries.has(change.name) ? [change.name] : [];
          const keys = new Map([...services.keys()].map((key) => [key, randoms.next().value]));
          const shuffled = [...services.values()].sort(
            (a, b) => Number(keys.get(a.name)) - Number(keys.get(b.name)),
          );
          const result = place({ stage, services: shuffled, lock, free });
          expect(result.findings).toEqual([]);
          lock = result.lock;

          const moves =
            free.length > 0 || !fits(slotIn(before, change.name), services.get(change.name));
          for (const [key, { value }] of before.entries) {
            if (key !== change.name || !moves)
              expect(lock.entries.get(key)?.value).toMatchObject(value);
          }
          const all = [...services.values()];
          expect(brokenRules(stage, all, lock).filter((rule) => rule !== 'SLP2108')).toEqual([]);
          const again = place({ stage, services: all, lock });
          expect(formatPlacementLock(again.lock)).toBe(formatPlacementLock(lock));
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('a service that is gone', () => {
  const [quotes, orders] = [httpService('quotes'), httpService('orders')];
  const { lock } = place({ stage, services: [quotes, orders], lock: placementLock() });
  const without = place({ stage, services: [orders], lock }).lock;

  it('keeps its place, and finds it when it returns', () => {
    expect(slotIn(without, 'quotes')).toEqual(slotIn(lock, 'quotes'));
    const { lock: returned } = place({ stage, services: [quotes, orders], lock: without });
    expect(slotIn(returned, 'quotes')).toEqual(slotIn(lock, 'quotes'));
  });

  it('lends its place to nobody', () => {
    const taken = slotIn(lock, 'quotes');
    const rival = sameHash('quotes');
    const { lock: added } = place({
      stage,
      services: [orders, httpService(rival)],
      lock: without,
    });
    expect(slotIn(placedAlone(rival), rival)).toEqual(taken);
    expect(slotIn(added, rival)).not.toEqual(taken);
  });

  it('gives its place up on demand only', () => {
    const freed = place({ stage, services: [orders], lock: without, free: ['quotes'] });
    expect(freed.findings).toEqual([]);
    expect([...freed.lock.entries.keys()]).toEqual(['orders']);
    expect(slotIn(freed.lock, 'orders')).toEqual(slotIn(lock, 'orders'));
  });
});

/** The lock of a stage with one service. */
function placedAlone(service: string): PlacementLock {
  return place({ stage, services: [httpService(service)], lock: placementLock() }).lock;
}

/** The name of a service whose hash leads to the same priority. */
function sameHash(service: string): string {
  const wanted = slotIn(placedAlone(service), service)?.priority;
  for (let index = 0; ; index += 1) {
    const candidate = `rival-${index}`;
    if (slotIn(placedAlone(candidate), candidate)?.priority === wanted) return candidate;
  }
}

test('a place that does not exist cannot be freed, and the nearest one is named', () => {
  const { lock } = place({ stage, services: [httpService('quotes')], lock: placementLock() });
  const { findings, lock: after } = place({ stage, services: [], lock, free: ['quots'] });
  expect(findings).toMatchObject([{ rule: 'SLP2109', fix: 'did you mean quotes?' }]);
  expect(formatPlacementLock(after)).toBe(formatPlacementLock(lock));
});

describe('ALBs', () => {
  it('are filled one after the other, each to its share', () => {
    const services = many(shardFill + 3);
    const { lock, findings } = place({ stage, services, lock: placementLock() });
    const shards = services.map((service) => slotIn(lock, service.name)?.shard);
    expect(findings).toEqual([]);
    expect(shards.filter((shard) => shard === 1)).toHaveLength(shardFill);
    expect(shards.filter((shard) => shard === 2)).toHaveLength(3);
  });

  it('have room again where places are freed, and places that are kept count', () => {
    const services = many(shardFill);
    const { lock } = place({ stage, services, lock: placementLock() });
    const late = httpService('late');
    const rest = [...services.slice(1), late];
    expect(slotIn(place({ stage, services: rest, lock }).lock, 'late')?.shard).toBe(2);
    const freed = place({ stage, services: rest, lock, free: ['service-0'] });
    expect(slotIn(freed.lock, 'late')?.shard).toBe(1);
  });

  it('that are all full take nobody, and the stage file is named', () => {
    const services = many(shardFill + 1);
    const { lock, findings } = place({ stage: withShards(1), services, lock: placementLock() });
    expect(lock.entries.size).toBe(shardFill);
    expect(findings).toMatchObject([
      { rule: 'SLP2107', fix: 'set `ingress.shards` to 2 in stacks/stages/dev.yaml' },
    ]);
  });

  it('name places to free where they are full, a few of them', () => {
    const gone = many(shardFill, 'gone');
    const { lock } = place({ stage: withShards(1), services: gone, lock: placementLock() });
    const late = httpService('late');
    const { findings } = place({ stage: withShards(1), services: [late], lock });
    expect(findings).toMatchObject([
      {
        rule: 'SLP2107',
        fix:
          'set `ingress.shards` to 2 in stacks/stages/dev.yaml, or free places of services that are gone, ' +
          'by `npx slipway place --stage dev --free <service>`: gone-0, gone-1, gone-10, gone-11, gone-12 and 80 more',
      },
    ]);
  });

  it('keep all that a merge brought, over the limit of AWS too, until places are freed', () => {
    const crowd = Object.fromEntries(
      many(shardLimit + 2).map(({ name }, index) => [
        name,
        { slot: { shard: 1, priority: 40_000 + index }, apiGroup: 1 },
      ]),
    );
    const services = many(shardLimit + 2);
    const merged = placementLock(crowd);
    const { lock } = place({ stage, services, lock: merged });
    expect(formatPlacementLock(lock)).toBe(formatPlacementLock(merged));
    expect(brokenRules(stage, services, lock)).toEqual(['SLP2105']);

    const free = ['service-3', 'service-7'];
    const { lock: freed } = place({ stage, services, lock, free });
    const moved = services.filter(({ name }) => slotIn(freed, name)?.shard === 2);
    expect(moved.map(({ name }) => name)).toEqual(free);
    expect(brokenRules(stage, services, freed)).toEqual(['SLP2106']);
  });

  it('that are gone keep their services, but those whose places are freed', () => {
    const services = many(shardFill + 3);
    const { lock } = place({ stage, services, lock: placementLock() });
    const rest = services.slice(0, 60);
    const removed = services.slice(60).map(({ name }) => name);
    const onSecond = rest.map(({ name }) => name).filter((name) => slotIn(lock, name)?.shard === 2);
    expect(onSecond).not.toEqual([]);
    const one = withShards(1);
    const kept = place({ stage: one, services: rest, lock, free: removed });
    for (const { name } of rest) expect(slotIn(kept.lock, name)).toEqual(slotIn(lock, name));
    expect(new Set(brokenRules(one, rest, kept.lock))).toEqual(new Set(['SLP2104']));

    const { lock: after } = place({ stage: one, services: rest, lock: kept.lock, free: onSecond });
    for (const { name } of rest) expect(slotIn(after, name)?.shard).toBe(1);
    expect(brokenRules(one, rest, after)).toEqual([]);
  });

  it('keep a service whose priority changes, even where they are over their share', () => {
    const services = many(shardFill + 1);
    const crowd = Object.fromEntries(
      services.map(({ name }, index) => [
        name,
        { slot: { shard: 1, priority: 40_000 + index }, apiGroup: 1 },
      ]),
    );
    const deeper = httpService('service-0', { basePath: '/shop/service-0' });
    const changed = [deeper, ...services.slice(1)];
    const { lock } = place({ stage, services: changed, lock: placementLock(crowd) });
    expect(slotIn(lock, 'service-0')).toMatchObject({ shard: 1 });
    expect(brokenRules(stage, changed, lock)).toEqual(['SLP2106']);
  });
});

test('a service whose base path gets another depth gets another priority on its ALB', () => {
  const { lock } = place({ stage, services: [httpService('quotes')], lock: placementLock() });
  const deeper = httpService('quotes', { basePath: '/shop/quotes' });
  const { lock: after } = place({ stage, services: [deeper], lock });
  expect(slotIn(after, 'quotes')).toEqual({
    shard: 1,
    priority: (slotIn(lock, 'quotes')?.priority ?? 0) - 10_000,
  });
});

test('a service that had no place on an ALB stays with its registry, in the stack of the first one', () => {
  const others = Array.from({ length: shardFill }, (_, index) => httpService(`service-${index}`));
  const two = sampleStage({ ingress: { link: 'v1', shards: 2, groups: 1 } });
  const { lock: before } = place({ stage: two, services: others, lock: placementLock() });
  const report = httpService('report', { api: undefined });
  const known = {
    ...before,
    entries: new Map(before.entries).set('report', { value: { apiGroup: 1 } }),
  };
  const shardOf = (lock: PlacementLock) =>
    place({ stage: two, services: [...others, report], lock }).lock.entries.get('report')?.value
      .slot?.shard;
  expect(shardOf(known)).toBe(1);
  expect(shardOf(before)).toBe(2);
});
