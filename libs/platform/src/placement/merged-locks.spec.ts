import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding, Service } from '@slipway/catalog';
import fc from 'fast-check';
import type { PlacementLock } from '../locks/lock';
import { formatPlacementLock, parsePlacementLock } from '../locks/placement-lock';
import {
  locksOf,
  functionService,
  httpService,
  placementLock,
  sampleStage,
} from '../testing/samples';
import { place } from './place';
import { placementFindings } from './placement-findings';
import { retiredServices } from './retired-services';

const stage = sampleStage();
const workspace = join(__dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'slipway-merge-'));

afterAll(() => rmSync(folder, { recursive: true }));

function git(cwd: string, ...args: string[]): string {
  const settings = ['user.name=test', 'user.email=test@example.com', 'commit.gpgSign=false'];
  return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The file that git makes of two versions by `merge=union`. */
function union(ours: string, base: string, theirs: string): string {
  const files = { ours, base, theirs };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return git(folder, 'merge-file', '--union', '-p', ...Object.keys(files));
}

function placed(services: readonly Service[], lock: PlacementLock, free: readonly string[] = []) {
  const result = place({ stage, services, lock, free });
  expect(result.findings).toEqual([]);
  return result.lock;
}

function errorsOf(services: readonly Service[], lock: PlacementLock): Finding[] {
  const retired = retiredServices(stage, services, locksOf(lock));
  return placementFindings({ stage, services, retired, lock }).filter(
    ({ severity }) => severity === 'error',
  );
}

function read(text: string): PlacementLock {
  const { lock, findings } = parsePlacementLock('stacks/locks/dev.placement.json', text);
  expect(findings).toEqual([]);
  return lock;
}

/** Three pairs of names that a hash leads to one priority each: few, so that branches pick both of a pair. */
const meeting = (() => {
  const byPriority = new Map<number | undefined, string[]>();
  for (let index = 0; index < 500; index += 1) {
    const name = `meeting-${index}`;
    const { entries } = placed([httpService(name)], placementLock());
    const priority = entries.get(name)?.value.slot?.priority;
    byPriority.set(priority, [...(byPriority.get(priority) ?? []), name]);
  }
  const pairs = [...byPriority.values()].filter((names) => names.length > 1);
  return pairs.slice(0, 3).flatMap((names) => names.slice(0, 2));
})();

const service = fc.oneof(
  fc.constantFrom(...meeting).map((name) => httpService(name)),
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('', '/a', '/a/b'), fc.boolean())
    .map(([index, below, isFunction]): Service => {
      const name = `service-${index}`;
      return isFunction
        ? functionService(name)
        : httpService(name, { basePath: `/${name}${below}` });
    }),
);

/** What a base has and two branches add; no service is in two of them. */
const branches = fc
  .uniqueArray(service, { selector: ({ name }) => name, maxLength: 24 })
  .chain((services) =>
    fc
      .array(fc.constantFrom('base', 'ours', 'theirs'), {
        minLength: services.length,
        maxLength: services.length,
      })
      .map((sides) => {
        const of = (side: string) => services.filter((_, index) => sides[index] === side);
        return { base: of('base'), ours: of('ours'), theirs: of('theirs') };
      }),
  );

test('two branches that add services merge into a lock that means both, or says who collides', () => {
  let collisions = 0;
  fc.assert(
    fc.property(branches, ({ base, ours, theirs }) => {
      const before = placed(base, placementLock());
      const left = placed([...base, ...ours], before);
      const right = placed([...base, ...theirs], before);
      const text = union(
        ...([left, before, right].map(formatPlacementLock) as [string, string, string]),
      );
      const merged = read(text);

      expect(() => JSON.parse(text) as unknown).not.toThrow();
      const both = new Map([...left.entries, ...right.entries]);
      expect([...merged.entries.keys()].sort()).toEqual([...both.keys()].sort());
      for (const [name, { value }] of both) expect(merged.entries.get(name)?.value).toEqual(value);

      const all = [...base, ...ours, ...theirs];
      const slots = [...both.values()].flatMap(({ value }) =>
        value.slot ? [`${value.slot.shard}/${value.slot.priority}`] : [],
      );
      const errors = errorsOf(all, merged);
      collisions += errors.length;
      expect(errors.map(({ rule }) => rule)).toEqual(
        new Array(slots.length - new Set(slots).size).fill('SLP2102'),
      );

      const mended = placed(all, merged);
      expect(errorsOf(all, mended)).toEqual([]);
      const moved = [...both].filter(
        ([name, { value }]) =>
          JSON.stringify(mended.entries.get(name)?.value) !== JSON.stringify(value),
      );
      expect(errors.map(({ fix }) => fix).sort()).toEqual(
        moved.map(([name]) => `npx slipway place --stage dev gives ${name} another one`).sort(),
      );
    }),
    { numRuns: 60 },
  );
  expect(collisions).toBeGreaterThan(0);
}, 60_000);

test('what one branch frees and the other is next to, a merge gives back and never to somebody else', () => {
  fc.assert(
    fc.property(branches, fc.nat(), ({ base, ours, theirs }, pick) => {
      const before = placed(base, placementLock());
      const gone = base[pick % Math.max(base.length, 1)];
      const rest = base.filter((candidate) => candidate !== gone);
      const left = placed([...rest, ...ours], before, gone ? [gone.name] : []);
      const right = placed([...base, ...theirs], before);
      const merged = read(
        union(...([left, before, right].map(formatPlacementLock) as [string, string, string])),
      );
      for (const { name } of [...rest, ...ours]) {
        expect(merged.entries.get(name)?.value).toEqual(left.entries.get(name)?.value);
      }
      for (const { name } of theirs) {
        expect(merged.entries.get(name)?.value).toEqual(right.entries.get(name)?.value);
      }
      const all = [...rest, ...ours, ...theirs];
      expect(errorsOf(all, placed(all, merged))).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('two places for one service are an error with both lines', () => {
  const before = placed([httpService('quotes')], placementLock());
  const deeper = (basePath: string) =>
    formatPlacementLock(placed([httpService('quotes', { basePath })], before));
  const text = union(deeper('/a/quotes'), formatPlacementLock(before), deeper('/a/b/quotes'));
  expect(parsePlacementLock('lock', text).findings).toMatchObject([
    { rule: 'SLP2005', position: { line: 3 }, fix: 'delete line 3 or line 2' },
  ]);
});

test('git merges the locks of this repository so, without asking', () => {
  const repository = join(folder, 'repository');
  const file = 'stacks/locks/dev.placement.json';
  const commit = (text: string) => {
    writeFileSync(join(repository, file), text);
    git(repository, 'add', '--all');
    git(repository, 'commit', '--quiet', '--message', 'place');
  };
  mkdirSync(join(repository, dirname(file)), { recursive: true });
  git(repository, 'init', '--quiet', '--initial-branch', 'main');
  copyFileSync(join(workspace, '.gitattributes'), join(repository, '.gitattributes'));

  const base = [httpService('m')];
  const before = placed(base, placementLock());
  commit(formatPlacementLock(before));
  for (const [branch, added] of [
    ['ours', httpService('n')],
    ['theirs', functionService('o')],
  ] as const) {
    git(repository, 'checkout', '--quiet', '-b', branch, 'main');
    commit(formatPlacementLock(placed([...base, added], before)));
  }
  git(repository, 'merge', '--quiet', '--no-edit', 'ours');
  const merged = read(readFileSync(join(repository, file), 'utf8'));
  expect([...merged.entries.keys()].sort()).toEqual(['m', 'n', 'o']);
  expect(errorsOf([...base, httpService('n'), functionService('o')], merged)).toEqual([]);
});
