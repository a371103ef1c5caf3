import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding, HttpService, Service, Stage } from '@slipway/catalog';
import { derivePlatform } from './build-platform';
import { parseImageLock } from './locks/image-lock';
import type { Images, Placement } from './locks/lock';
import { parsePlacementLock } from './locks/placement-lock';
import { placementLockFile, readLocks } from './locks/read-locks';
import { place } from './placement/place';
import { shardFill, shardLimit } from './placement/shard-capacity';
import { rules, type RuleId } from './rules';
import {
  functionService,
  httpService,
  locksOf,
  placementLock,
  sampleDigest,
  sampleStage,
} from './testing/samples';

const stage = sampleStage();
const quotes = httpService('quotes');
const orders = httpService('orders');

const folder = mkdtempSync(join(tmpdir(), 'slipway-rules-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Findings of a workspace with this placement lock; where the text is left out, a folder stands in its place. */
function lockFile(text?: string): readonly Finding[] {
  const root = mkdtempSync(join(folder, 'root-'));
  const file = join(root, placementLockFile('dev'));
  mkdirSync(text === undefined ? file : join(file, '..'), { recursive: true });
  if (text !== undefined) writeFileSync(file, text);
  return readLocks(root, 'dev').findings;
}

function lockText(...lines: string[]): readonly Finding[] {
  return parsePlacementLock('stacks/locks/dev.placement.json', lines.join('\n')).findings;
}

function slot(shard: number, priority: number, apiGroup = 1): Placement {
  return { slot: { shard, priority }, apiGroup };
}

interface Case {
  readonly stage?: Stage;
  readonly services: readonly Service[];
  readonly placements: Readonly<Record<string, Placement>>;
  /** Left out: every container service has its image. */
  readonly images?: Readonly<Record<string, Images>>;
}

function derived({ stage: of = stage, services, placements, images }: Case): readonly Finding[] {
  const all = Object.fromEntries(
    services
      .filter((service) => service.kind === 'http')
      .map(({ name }) => [name, { arm64: sampleDigest }]),
  );
  const locks = locksOf(placementLock(placements), images ?? all);
  return derivePlatform({ stage: of, services, locks }).findings;
}

/** A full ALB, and the findings about it. */
function crowd(count: number): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) => httpService(`service-${index}`));
  const placements = services.map(({ name }, index) => [name, slot(1, 40_000 + index)] as const);
  return derived({ services, placements: Object.fromEntries(placements) });
}

function placing(count: number, free: readonly string[] = []): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) => httpService(`service-${index}`));
  const one = sampleStage({ ingress: { link: 'v1', shards: 1, groups: 1 } });
  return place({ stage: one, services, lock: placementLock(), free }).findings;
}

/** Functions with an API; each base path makes two resources. */
function apis(count: number): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) => functionService(`fn-${index}`));
  const placements = Object.fromEntries(services.map(({ name }) => [name, { apiGroup: 1 }]));
  return derived({ services, placements });
}

function placingFunctions(count: number): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) => functionService(`fn-${index}`));
  return place({ stage, services, lock: placementLock() }).findings;
}

/** `quotes` and, below its base path, `orders`, each on a REST API of its own. */
function nested(ofQuotes: number, ofOrders: number): readonly Finding[] {
  return derived({
    stage: sampleStage({ ingress: { link: 'v1', shards: 1, groups: 2 } }),
    services: [quotes, httpService('orders', { basePath: '/quotes/old' })],
    placements: { quotes: slot(1, 40_001, ofQuotes), orders: slot(1, 30_001, ofOrders) },
  });
}

function linkedV2(basePath: string): readonly Finding[] {
  return derived({
    stage: sampleStage({ ingress: { link: 'v2', shards: 1, groups: 1 } }),
    services: [httpService('quotes', { basePath })],
    placements: { quotes: slot(1, 30_001) },
  });
}

function onProcessor(service: HttpService, architecture: 'arm64' | 'x86_64'): HttpService {
  return { ...service, container: { ...service.container, architecture } };
}

function alone(placement: Placement, service: Service = quotes): readonly Finding[] {
  return derived({ services: [service], placements: { [service.name]: placement } });
}

function gone(placement: Placement, of: Stage = stage): readonly Finding[] {
  return derived({ stage: of, services: [], placements: { quotes: placement } });
}

const longest = { project: 'a'.repeat(12), name: 'b'.repeat(12) };

/** Two services of the stage with the longest name; target groups have room for a hash only. */
function longNames(one: string, other: string): readonly Finding[] {
  return derived({
    stage: sampleStage(longest),
    services: [httpService(one), httpService(other)],
    placements: { [one]: slot(1, 40_001), [other]: slot(1, 40_002) },
  });
}

const lockLine = ',"quotes": {"shard":1,"priority":41234,"apiGroup":1}';
const end = '}';
const start = '{ "version": 1';

interface Example {
  /** What breaks the rule, as little of it as can. */
  readonly failing: () => readonly Finding[];
  /** The nearest that keeps it. */
  readonly passing: () => readonly Finding[];
  readonly at: string;
  readonly message: string;
  readonly fix: string;
}

const examples: Readonly<Record<RuleId, Example>> = {
  SLP2001: {
    failing: () => lockFile(),
    passing: () => lockFile(`${start}\n${end}\n`),
    at: 'stacks/locks/dev.placement.json:1',
    message: 'the file cannot be read (EISDIR)',
    fix: 'restore the file from git, and let your user read it',
  },
  SLP2002: {
    failing: () => lockText(start, '<<<<<<< HEAD', lockLine, '=======', '>>>>>>> main', end),
    passing: () => lockText(start, lockLine, end),
    at: 'stacks/locks/dev.placement.json:2',
    message: 'the file has a merge conflict: `<<<<<<< HEAD`',
    fix: 'keep the lines of both sides and delete the markers',
  },
  SLP2003: {
    failing: () => lockText('{ "version": 2', lockLine, end),
    passing: () => lockText(start, lockLine, end),
    at: 'stacks/locks/dev.placement.json:1',
    message: 'the file has version 2, and this slipway knows version 1',
    fix: 'use the version of slipway in package.json: npm ci',
  },
  SLP2004: {
    failing: () => lockText(start, lockLine.slice(1), end),
    passing: () => lockText(start, lockLine, end),
    at: 'stacks/locks/dev.placement.json:2',
    message: '`"quotes": {"shard":1,"priority":41234,"apiGroup":1}` is not the line of a service',
    fix: 'restore the line from git; it looks like `,"quotes": {…}`',
  },
  SLP2005: {
    failing: () => lockText(start, lockLine, lockLine.replace('41234', '41235'), end),
    passing: () => lockText(start, lockLine, lockLine, end),
    at: 'stacks/locks/dev.placement.json:3',
    message: 'line 2 says something else about quotes',
    fix: 'delete line 3 or line 2',
  },
  SLP2006: {
    failing: () =>
      parseImageLock('images', `${start}\n,"quotes": {"arm64":"latest"}\n${end}`).findings,
    passing: () =>
      parseImageLock('images', `${start}\n,"quotes": {"arm64":"${sampleDigest}"}\n${end}`).findings,
    at: 'images:2',
    message: 'the entry of quotes has no digests: `{"arm64":"latest"}`',
    fix: 'delete the line and push the image again; it looks like `{"arm64":"sha256:…"}`',
  },
  SLP2101: {
    failing: () => alone({ apiGroup: 1 }),
    passing: () => alone({ apiGroup: 1 }, functionService('quotes')),
    at: 'apps/quotes/service.yaml:1',
    message: 'quotes has no place in stage dev',
    fix: 'npx slipway place --stage dev, and commit stacks/locks/dev.placement.json',
  },
  SLP2102: {
    failing: () =>
      derived({
        services: [quotes, orders],
        placements: { quotes: slot(1, 40_001), orders: slot(1, 40_001) },
      }),
    passing: () =>
      derived({
        services: [quotes, orders],
        placements: { quotes: slot(1, 40_001), orders: slot(2, 40_001) },
      }),
    at: 'stacks/locks/dev.placement.json:2',
    message: 'quotes and orders both have priority 40001 on ALB 1',
    fix: 'npx slipway place --stage dev gives quotes another one',
  },
  SLP2103: {
    failing: () => alone(slot(1, 39_999)),
    passing: () => alone(slot(1, 40_000)),
    at: 'stacks/locks/dev.placement.json:2',
    message: 'quotes has priority 39999; with 1 segment, /quotes takes one from 40000 to 49999',
    fix: 'npx slipway place --stage dev picks it anew',
  },
  SLP2104: {
    failing: () => alone(slot(3, 40_001)),
    passing: () => alone(slot(2, 40_001)),
    at: 'stacks/locks/dev.placement.json:2',
    message: 'quotes is placed on ALB 3, and stage dev has 2',
    fix:
      'set `ingress.shards` to 3 in stacks/stages/dev.yaml; if quotes was never deployed, ' +
      '`npx slipway place --free quotes --stage dev` gives it another ALB, and a deployed one keeps its own (docs/moving-a-service.md)',
  },
  SLP2105: {
    failing: () => crowd(shardLimit + 1),
    passing: () => crowd(shardLimit),
    at: 'stacks/locks/dev.placement.json:101',
    message: 'ALB 1 has 100 services, 1 too many',
    fix:
      '`npx slipway place --free <service> --stage dev` gives one that was never deployed another ALB, ' +
      'and a deployed one keeps its own (docs/moving-a-service.md)',
  },
  SLP2106: {
    failing: () => crowd(shardFill + 1),
    passing: () => crowd(shardFill),
    at: 'stacks/locks/dev.placement.json:11',
    message: 'ALB 1 has 86 services, 1 more than it is given',
    fix: 'nothing needs to be done: new services go to another ALB',
  },
  SLP2107: {
    failing: () => placing(shardFill + 1),
    passing: () => placing(shardFill),
    at: 'apps/service-9/service.yaml:1',
    message: 'service-9 finds no place: the ALB of the stage is filled with 85 services each',
    fix: 'set `ingress.shards` to 2 in stacks/stages/dev.yaml',
  },
  SLP2108: {
    failing: () => gone(slot(1, 40_001)),
    passing: () => alone(slot(1, 40_001)),
    at: 'stacks/locks/dev.placement.json:2',
    message:
      'quotes has a place in stage dev and does not run there; its registry slipway-dev-quotes ' +
      'with its images is kept until `npx slipway place --free quotes --stage dev`',
    fix:
      'npx slipway place --free quotes --stage dev gives the place up, and the next apply deletes the registry. ' +
      'AWS refuses that while it holds images: delete it with them by ' +
      '`aws ecr delete-repository --repository-name slipway-dev-quotes --region eu-central-1 --force`',
  },
  SLP2109: {
    failing: () => placing(1, ['service-1']),
    passing: () => placing(1),
    at: 'stacks/locks/dev.placement.json:1',
    message: 'the lock has no place of service-1',
    fix: 'leave it out',
  },
  SLP2110: {
    failing: () => alone(slot(1, 40_001, 2)),
    passing: () => alone(slot(1, 40_001, 1)),
    at: 'stacks/locks/dev.placement.json:2',
    message: 'quotes is placed on REST API 2, and stage dev has 1',
    fix:
      'set `ingress.groups` to 2 in stacks/stages/dev.yaml; if quotes was never deployed, ' +
      '`npx slipway place --free quotes --stage dev` gives it another one',
  },
  SLP2111: {
    failing: () => apis(150),
    passing: () => apis(149),
    at: 'stacks/stages/dev.yaml:1',
    message: '150 services make 301 resources in REST API 1 of stage dev',
    fix:
      'set `ingress.groups` to 2 in stacks/stages/dev.yaml, then `npx slipway place --free <service> --stage dev` ' +
      'gives one that was never deployed another REST API',
  },
  SLP2112: {
    failing: () => placingFunctions(128),
    passing: () => placingFunctions(127),
    at: 'apps/fn-99/service.yaml:1',
    message: 'fn-99 finds no REST API: the REST API of the stage is filled with 255 resources each',
    fix: 'set `ingress.groups` to 2 in stacks/stages/dev.yaml',
  },
  SLP2113: {
    failing: () => nested(1, 2),
    passing: () => nested(2, 2),
    at: 'stacks/locks/dev.placement.json:3',
    message: '/quotes/old of orders is on REST API 2, and /quotes of quotes on 1',
    fix:
      'write `basePath: /orders`; if orders was never deployed, ' +
      '`npx slipway place --free orders --stage dev` gives it a place beside quotes',
  },
  SLP2114: {
    failing: () => linkedV2('/dev/quotes'),
    passing: () => linkedV2('/devices/quotes'),
    at: 'apps/quotes/service.yaml:6',
    message: '/dev/quotes of quotes begins with /dev, the name of the API stage',
    fix: 'write `basePath: /quotes`',
  },
  SLP2201: {
    failing: () =>
      derived({ services: [quotes], placements: { quotes: slot(1, 40_001) }, images: {} }),
    passing: () => alone(slot(1, 40_001)),
    at: 'apps/quotes/service.yaml:1',
    message: 'quotes has no image in stage dev',
    fix: 'npx slipway images push quotes --stage dev',
  },
  SLP2202: {
    failing: () => alone(slot(1, 40_001), onProcessor(quotes, 'x86_64')),
    passing: () => alone(slot(1, 40_001), onProcessor(quotes, 'arm64')),
    at: 'apps/quotes/service.yaml:5',
    message: 'quotes runs on x86_64, and its image in stage dev is for arm64',
    fix: 'npx slipway images push quotes --stage dev; or set `container.architecture` to arm64',
  },
  SLP2203: {
    failing: () =>
      derived({ services: [], placements: {}, images: { quotes: { arm64: sampleDigest } } }),
    passing: () => alone(slot(1, 40_001)),
    at: 'stacks/locks/dev.images.json:2',
    message: 'the lock has an image of quotes, which is no container service of stage dev',
    fix: 'delete the line',
  },
  SLP2301: {
    failing: () =>
      derived({ stage: sampleStage({ project: 'internal' }), services: [], placements: {} }),
    passing: () =>
      derived({ stage: sampleStage({ project: 'internals' }), services: [], placements: {} }),
    at: 'stacks/stages/dev.yaml:2',
    message:
      'the project is called internal, and no load balancer may have a name that begins with internal-',
    fix: 'another name, such as that of your product',
  },
  SLP2302: {
    failing: () => longNames('service-26724', 'service-6490'),
    passing: () => longNames('service-26724', 'service-6491'),
    at: 'apps/service-6490/service.yaml:1',
    message:
      'service-6490 and service-26724 both have a target group aaaaaaaaaaaa-bbbbbbbbbbbb-9v561p',
    fix: 'another name for one of them',
  },
};

/** Those of one rule: a broken text can break several. */
function of(rule: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.rule === rule);
}

test('every rule has its example', () => {
  expect(Object.keys(examples).sort()).toEqual(Object.keys(rules).sort());
});

describe.each(Object.entries(examples))('%s', (id, { failing, passing, at, message, fix }) => {
  const { severity, title, why } = rules[id as RuleId];

  it(`${title}: the message says where, what, why and what to do`, () => {
    const findings = failing();
    expect(
      of(id, findings).map(({ position, ...rest }) => ({
        ...rest,
        at: `${position.file}:${position.line}`,
      })),
    ).toEqual([{ rule: id, severity, at, message, why, fix }]);
  });

  it('breaks no other rule as an error, and the nearest valid input breaks none', () => {
    const errors = failing().filter((finding) => finding.severity === 'error');
    expect(errors.every((finding) => finding.rule === id)).toBe(true);
    expect(
      passing().filter((finding) => finding.rule === id || finding.severity === 'error'),
    ).toEqual([]);
  });
});

describe('where several rules look at one thing', () => {
  it('a full ALB of the last index asks for another first', () => {
    const one = sampleStage({ ingress: { link: 'v1', shards: 1, groups: 1 } });
    const services = Array.from({ length: shardFill + 1 }, (_, index) => httpService(`s-${index}`));
    const placements = services.map(({ name }, index) => [name, slot(1, 40_000 + index)] as const);
    const findings = derived({ stage: one, services, placements: Object.fromEntries(placements) });
    expect(findings.map(({ fix }) => fix)).toEqual([
      'set `ingress.shards` to 2 in stacks/stages/dev.yaml, for new services',
    ]);
  });

  it('a kept registry needs the ALB whose stack it is in', () => {
    expect(gone(slot(3, 40_001))).toMatchObject([
      {
        rule: 'SLP2104',
        message: 'the registry slipway-dev-quotes of quotes stands with ALB 3, and stage dev has 2',
        fix: 'set `ingress.shards` to 3 in stacks/stages/dev.yaml; lower it once `npx slipway place --free quotes --stage dev` is applied',
      },
      { rule: 'SLP2108' },
    ]);
  });

  it('a place on a REST API that is gone is kept until the service is gone from AWS', () => {
    expect(gone({ apiGroup: 2 })).toMatchObject([
      { rule: 'SLP2108' },
      {
        rule: 'SLP2110',
        message: 'quotes is placed on REST API 2, and stage dev has 1',
        fix:
          'set `ingress.groups` to 2 in stacks/stages/dev.yaml; lower it once quotes is gone from AWS and ' +
          '`npx slipway place --free quotes --stage dev` has given its place up',
      },
    ]);
  });

  it('a container service that has become a function keeps its registry, and says so', () => {
    const findings = alone(slot(1, 40_001), functionService('quotes'));
    expect(findings).toMatchObject([
      {
        rule: 'SLP2108',
        message: expect.stringContaining(
          'quotes has a place in stage dev and has no container there',
        ),
      },
    ]);
  });

  it('a function that is gone leaves its line only', () => {
    expect(gone({ apiGroup: 1 })).toMatchObject([
      {
        rule: 'SLP2108',
        message: 'quotes has a place in stage dev and does not run there',
        fix: 'npx slipway place --free quotes --stage dev gives the place up',
      },
    ]);
  });

  it('the stage of this machine runs sources, so no image is missed', () => {
    const findings = derived({
      stage: sampleStage({ name: 'local' }),
      services: [quotes],
      placements: { quotes: slot(1, 40_001) },
      images: { orders: { arm64: sampleDigest } },
    });
    expect(findings).toEqual([]);
  });

  it('base paths that share a segment share its resource', () => {
    const services = Array.from({ length: 149 }, (_, index) =>
      functionService(`fn-${index}`, {
        api: httpService('x', { basePath: `/shop/fn-${index}` }).api,
      }),
    );
    const placements = Object.fromEntries(services.map(({ name }) => [name, { apiGroup: 1 }]));
    expect(derived({ services, placements })).toEqual([]);
    const more = functionService('more');
    expect(
      derived({
        services: [...services, more],
        placements: { ...placements, more: { apiGroup: 1 } },
      }),
    ).toMatchObject([{ rule: 'SLP2111', message: expect.stringContaining('make 302 resources') }]);
  });
});
