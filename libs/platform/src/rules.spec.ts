import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  BatchService,
  CapacityProviderSettings,
  EndpointName,
  Finding,
  FunctionService,
  HttpService,
  OrchestratorSettings,
  PrunerSettings,
  RunSettings,
  Service,
  Stage,
} from '@slipway/catalog';
import { derivePlatform } from './build-platform';
import { parseImageLock } from './locks/image-lock';
import type { Images, Placement } from './locks/lock';
import { parsePlacementLock } from './locks/placement-lock';
import { placementLockFile, readLocks } from './locks/read-locks';
import { endpointNeeds, type ServiceNeeds } from './network/endpoint-needs';
import { endpointFindings } from './network/network-findings';
import { place } from './placement/place';
import { shardFill, shardLimit } from './placement/shard-capacity';
import { rules, type RuleId } from './rules';
import {
  batchService,
  closedVpc,
  defaultVpc,
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

/** Services without an API on one ALB. */
function called(count: number): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) =>
    httpService(`service-${index}`, { api: undefined }),
  );
  return onOneAlb(services);
}

/** Services that all call `quotes`. */
function callers(count: number): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) =>
    httpService(`service-${index}`, { calls: ['quotes'] }),
  );
  return onOneAlb([quotes, ...services]);
}

function scalingTo(...tasks: readonly number[]): readonly Finding[] {
  const services = [quotes, orders].map((service, index) => {
    return { ...service, scaling: { ...service.scaling, max: tasks[index] ?? 1 } };
  });
  return onOneAlb(services);
}

/** Functions with a key, spread over as many REST APIs as they need. */
function keyed(count: number): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) => {
    const name = `fn-${index}`;
    return functionService(name, { api: { ...keyedApi, basePath: `/${name}` } });
  });
  const placements = services.map(
    ({ name }, index) => [name, { apiGroup: 1 + Math.floor(index / 100) }] as const,
  );
  const wide = sampleStage({ ingress: { link: 'v1', shards: 1, groups: 4 } });
  return derived({ stage: wide, services, placements: Object.fromEntries(placements) });
}

const keyedApi = { expose: 'public', auth: 'apiKey', timeoutMs: 10_000 } as const;

/** Batch services, which have two roles each, in a network whose flow logs have one. */
function roles(count: number): readonly Finding[] {
  const services = Array.from({ length: count }, (_, index) => batchService(`job-${index}`));
  const placements = services.map(({ name }) => [name, { apiGroup: 1 }] as const);
  const images = services.map(({ name }) => [name, { arm64: sampleDigest }] as const);
  return derived({
    services,
    placements: Object.fromEntries(placements),
    images: Object.fromEntries(images),
  });
}

function onOneAlb(services: readonly HttpService[]): readonly Finding[] {
  const placements = services.map(({ name }, index) => [name, slot(1, 40_000 + index)] as const);
  return derived({ services, placements: Object.fromEntries(placements) });
}

const longest = { project: 'a'.repeat(12), name: 'b'.repeat(12) };

/** What the rules say of `quotes` alone, with other settings. */
function withSettings(changes: Partial<HttpService>, of: Stage = stage): readonly Finding[] {
  const services = [{ ...quotes, ...changes }];
  return derived({ stage: of, services, placements: { quotes: slot(1, 40_001) } });
}

function onSpot(stopTimeout: number): Partial<HttpService> {
  return { container: { ...quotes.container, stopTimeout, capacity: { base: 1, spot: 50 } } };
}

function keyIn(region: string): Partial<HttpService> {
  const kmsKey = `arn:aws:kms:${region}:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000`;
  return { logs: { ...quotes.logs, kmsKey } };
}

const collecting = { telemetry: { ...quotes.telemetry, collector: true } };

function dedicated(natGateways: 'none' | 'single'): Stage {
  return sampleStage({ network: { ...closedVpc(), natGateways } });
}

/** Two services of the stage with the longest name; target groups have room for a hash only. */
function longNames(one: string, other: string): readonly Finding[] {
  return derived({
    stage: sampleStage(longest),
    services: [httpService(one), httpService(other)],
    placements: { [one]: slot(1, 40_001), [other]: slot(1, 40_002) },
  });
}

const needsSecrets: readonly ServiceNeeds[] = [
  { service: quotes, needs: ['image', 'logs', 'secrets'] },
];

const lockLine = ',"quotes": {"shard":1,"priority":41234,"apiGroup":1}';
const end = '}';
const start = '{ "version": 1';

const provider = (
  changes: Partial<CapacityProviderSettings> & { readonly maxVcpu?: number } = {},
): CapacityProviderSettings => {
  const { maxVcpu = 64, ...others } = changes;
  return {
    owner: 'platform-team',
    architecture: 'arm64',
    scaling: { mode: 'auto', maxVcpu },
    excludeZoneIds: [],
    versions: 3,
    ...others,
  };
};

type FunctionChanges = Partial<FunctionService['function']>;

/** A function on the provider `agents`, with 1 vCPU and 2 GiB for each environment. */
function managed(name: string, changes: FunctionChanges = {}): FunctionService {
  const service = functionService(name);
  const settings = { capacityProvider: 'agents', memory: 2048, ...changes };
  return { ...service, function: { ...service.function, ...settings } };
}

/** A stage whose provider `agents` runs these functions. */
function onProvider(
  agents: CapacityProviderSettings | undefined,
  services: readonly FunctionService[],
  vcpuBudget: Stage['vcpuBudget'] = {},
): readonly Finding[] {
  const capacityProviders: Stage['capacityProviders'] = agents ? { agents } : {};
  const placements = Object.fromEntries(services.map(({ name }) => [name, { apiGroup: 1 }]));
  return derived({ stage: sampleStage({ capacityProviders, vcpuBudget }), services, placements });
}

const managedCrowd = (count: number): readonly FunctionService[] =>
  Array.from({ length: count }, (_, index) => managed(`fn-${String(index).padStart(2, '0')}`));

/** More room than any floor of these cases takes. */
const roomy = { maxVcpu: 15_000 };
const floor = (min: number) => ({ min, max: 20, timezone: 'UTC', windows: [] });

type PrunerChanges = Partial<Pick<PrunerSettings, 'keep' | 'pins'>> & { readonly cold?: number };

/** A stage with a pruner, whose provider `agents` runs these functions. */
function pruned(
  { cold = 0, ...changes }: PrunerChanges,
  services: readonly FunctionService[],
  agents = provider(roomy),
): readonly Finding[] {
  const pruner: PrunerSettings = {
    owner: 'platform-team',
    schedule: { expression: 'rate(1 day)' },
    dryRun: false,
    keep: 2,
    cold: { keep: cold },
    minAgeDays: 7,
    invokedWithinDays: 30,
    fuse: { maxDeletes: 100, maxPercent: 50 },
    pins: [],
    ...changes,
  };
  const placements = Object.fromEntries(services.map(({ name }) => [name, { apiGroup: 1 }]));
  const of = sampleStage({ capacityProviders: { agents }, pruner });
  return derived({ stage: of, services, placements });
}

const run: RunSettings = {
  backend: 'ecs',
  replayable: true,
  maxAttempts: 3,
  heartbeatSeconds: 15,
  lostAfterSeconds: 90,
  stuckAfterSeconds: 1800,
};

/** A task that says how it runs. */
function task(changes: Partial<RunSettings> = {}, others: Partial<BatchService> = {}): Service {
  return { ...batchService('agent'), run: { ...run, ...changes }, ...others };
}

/** A stage with an orchestrator, whose services these are, its own function among them. */
function orchestrated(
  services: readonly Service[],
  changes: Partial<OrchestratorSettings> = {},
  { name = 'dev', shard = 1 } = {},
): readonly Finding[] {
  const orchestrator: OrchestratorSettings = {
    owner: 'agents-team',
    tasks: ['agent'],
    limits: { perUser: 5, account: 50 },
    deadlineSeconds: 14_400,
    retentionDays: 30,
    ...changes,
  };
  const placements = Object.fromEntries(services.map((one) => [one.name, slot(shard, 40_000)]));
  const images = Object.fromEntries(
    services.flatMap((one) => (one.kind === 'batch' ? [[one.name, { arm64: sampleDigest }]] : [])),
  );
  const of = sampleStage({ name, orchestrator });
  return derived({ stage: of, services, placements, images }).filter(({ rule }) =>
    rule.startsWith('SLP27'),
  );
}

function manyTasks(count: number): readonly Finding[] {
  const tasks = Array.from({ length: count }, (_, index) => ({
    ...task({ failover: 'agentcore' as const }),
    name: `agent-${index}`,
  }));
  return orchestrated([control, ...tasks], { tasks: tasks.map(({ name }) => name) });
}

const control = functionService('orchestrator');
const alsoLocal = { name: 'local' };

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
  SLP2115: {
    failing: () => keyed(301),
    passing: () => keyed(300),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'stage dev has 301 usage plans, one for each service with a key, and an account has 300 at first',
    fix: 'have AWS raise the quota of account 123456789012 to 301 or more before the next apply, or move services to a stage of another account',
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
    message: 'the lock has an image of quotes, which runs from no image in stage dev',
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
  SLP2303: {
    failing: () => roles(500),
    passing: () => roles(499),
    at: 'stacks/stages/dev.yaml:1',
    message: 'stage dev has 1001 IAM roles, and an account has 1000 at first',
    fix: 'have AWS raise the quota of account 123456789012 to 1001 or more before the next apply, or move services to a stage of another account',
  },
  SLP2450: {
    failing: () => called(50),
    passing: () => called(49),
    at: 'apps/service-9/service.yaml:1',
    message:
      '50 services on ALB 1 of stage dev are called or have no API, and it has listeners for 49',
    fix: 'give service-9 a place on another ALB (docs/moving-a-service.md)',
  },
  SLP2451: {
    failing: () => callers(61),
    passing: () => callers(60),
    at: 'apps/service-9/service.yaml:1',
    message: '61 calls go through ALB 1 of stage dev, and its security group admits 60',
    fix: 'remove a call, or give quotes a place on another ALB (docs/moving-a-service.md)',
  },
  SLP2452: {
    failing: () => scalingTo(401, 600),
    passing: () => scalingTo(400, 600),
    at: 'apps/orders/service.yaml:1',
    message:
      'the services on ALB 1 of stage dev scale to 1001 tasks together, orders to 600 of them, and it has 1000 targets',
    fix: 'lower `scaling.max`, or have AWS raise the quota of targets per Application Load Balancer to 1001',
  },
  SLP2460: {
    failing: () => withSettings(onSpot(59)),
    passing: () => withSettings(onSpot(60)),
    at: 'apps/quotes/service.yaml:1',
    message:
      '`container.stopTimeout` is 59 s, and a task on Spot needs 60 s after SIGTERM: 30 until its ALB sends it no more requests, 30 for those under way',
    fix: 'write `stopTimeout: 60`',
  },
  SLP2461: {
    failing: () => withSettings(keyIn('us-east-1')),
    passing: () => withSettings(keyIn('eu-central-1')),
    at: 'apps/quotes/service.yaml:1',
    message:
      'the log group of quotes in stage dev is in eu-central-1, and its `kmsKey` in us-east-1',
    fix: 'name a key in eu-central-1, or different ones below `stages`',
  },
  SLP2462: {
    failing: () => withSettings(collecting, dedicated('none')),
    passing: () => withSettings(collecting, dedicated('single')),
    at: 'apps/quotes/service.yaml:1',
    message:
      'tasks of quotes pull the collector from public.ecr.aws, and stage dev has no NAT gateway',
    fix: 'write `natGateways: single` in stacks/stages/dev.yaml:1',
  },
  SLP2401: {
    failing: () => onProvider(undefined, [managed('router')]),
    passing: () => onProvider(provider(), [managed('router')]),
    at: 'apps/router/service.yaml:1',
    message: 'router runs on the capacity provider agents, and stage dev has none',
    fix: 'add `capacityProviders: { agents: { owner: pricing-team, architecture: arm64 } }` to stacks/stages/dev.yaml',
  },
  SLP2402: {
    failing: () => onProvider(provider({ architecture: 'x86_64' }), [managed('router')]),
    passing: () => onProvider(provider({ architecture: 'arm64' }), [managed('router')]),
    at: 'apps/router/service.yaml:5',
    message: 'router is built for arm64, and the capacity provider agents of stage dev is x86_64',
    fix: 'write `architecture: x86_64` below `function`',
  },
  SLP2403: {
    failing: () =>
      onProvider(provider({ instanceTypes: { allow: ['c7g.xlarge'] } }), [
        managed('router', { memory: 8192 }),
      ]),
    passing: () =>
      onProvider(provider({ instanceTypes: { allow: ['c7g.xlarge', 'c7g.2xlarge'] } }), [
        managed('router', { memory: 8192 }),
      ]),
    at: 'apps/router/service.yaml:1',
    message:
      'an environment of router has 4 vCPU and 8 GiB, and no type that agents of stage dev allows has 1 vCPU and 1 GiB more: c7g.xlarge',
    fix: 'allow a larger type in `capacityProviders.agents.instanceTypes` of stacks/stages/dev.yaml, or lower `function.memory`',
  },
  SLP2404: {
    failing: () =>
      onProvider(provider({ maxVcpu: 23 }), [managed('router', { memory: 4096, floor: floor(1) })]),
    passing: () =>
      onProvider(provider({ maxVcpu: 24 }), [managed('router', { memory: 4096, floor: floor(1) })]),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'the first version of router starts on 3 instances of 8 vCPU, and `maxVcpu` of agents is 23',
    fix: 'write `maxVcpu: 24` or more below `capacityProviders.agents.scaling`',
  },
  SLP2405: {
    failing: () => onProvider(provider({ maxVcpu: 29 }), [managed('router', { floor: floor(10) })]),
    passing: () => onProvider(provider({ maxVcpu: 30 }), [managed('router', { floor: floor(10) })]),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'the floors on agents of stage dev hold 30 vCPU, above `maxVcpu` of 29: router 3 versions × 10 environments × 1 vCPU',
    fix: 'write `maxVcpu: 30` or more, lower `floor.min` of a function, or `versions` of the provider',
  },
  SLP2406: {
    failing: () => onProvider(provider(roomy), managedCrowd(34)),
    passing: () => onProvider(provider(roomy), managedCrowd(33)),
    at: 'stacks/stages/dev.yaml:1',
    message: '34 functions with 3 versions each are 102 versions on agents of stage dev',
    fix: 'move functions to another provider, or lower `versions` and delete older versions by then',
  },
  SLP2407: {
    failing: () => onProvider(provider(roomy), managedCrowd(27)),
    passing: () => onProvider(provider(roomy), managedCrowd(26)),
    at: 'stacks/stages/dev.yaml:1',
    message: '27 functions with 3 versions each are 81 versions on agents of stage dev',
    fix: 'move functions to another provider, or lower `versions` and delete older versions by then',
  },
  SLP2408: {
    failing: () => onProvider(provider(), [managed('router')], { 'pricing-team': 8 }),
    passing: () => onProvider(provider(), [managed('router')], { 'pricing-team': 9 }),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'the floors of pricing-team in stage dev hold 9 vCPU, and the budget is 8: router 3 versions × 3 environments × 1 vCPU',
    fix: 'lower `floor.min` of a function, or write `pricing-team: 9`',
  },
  SLP2409: {
    failing: () => onProvider(provider(), [managed('router')], { 'princing-team': 9 }),
    passing: () => onProvider(provider(), [managed('router')], { 'platform-team': 9 }),
    at: 'stacks/stages/dev.yaml:1',
    message:
      '`vcpuBudget` of stage dev names princing-team, who owns no function on a capacity provider; pricing-team does, and has no budget',
    fix: 'write `pricing-team`',
  },
  SLP2701: {
    failing: () => orchestrated([control, task()], { tasks: ['agent', 'agnt'] }),
    passing: () => orchestrated([control, task()]),
    at: 'stacks/stages/dev.yaml:1',
    message: '`orchestrator.tasks[1]` is agnt, and no service of that name runs in stage dev',
    fix: 'write `agent`',
  },
  SLP2702: {
    failing: () => orchestrated([control, batchService('agent')]),
    passing: () => orchestrated([control, task()]),
    at: 'apps/agent/service.yaml:1',
    message: 'agent is a task of the orchestrator by stacks/stages/dev.yaml:1, and has no `run`',
    fix: 'add `run: { backend: ecs }`',
  },
  SLP2703: {
    failing: () => orchestrated([control, task({ backend: 'process' })]),
    passing: () => orchestrated([control, task()]),
    at: 'apps/agent/service.yaml:1',
    message: 'agent runs on process in stage dev',
    fix: 'write `stages: { dev: { run: { backend: ecs } } }`',
  },
  SLP2704: {
    failing: () => orchestrated([control, task()], {}, { shard: 2 }),
    passing: () => orchestrated([control, task()]),
    at: 'apps/agent/service.yaml:1',
    message: 'agent stands in the stack of ALB 2, where it was a container service',
    fix: 'give it another name, and free its place once its registry is empty',
  },
  SLP2705: {
    failing: () => orchestrated([task()]),
    passing: () => orchestrated([control, task()]),
    at: 'stacks/stages/dev.yaml:1',
    message: 'stage dev has an orchestrator, and no function orchestrator runs there',
    fix: 'let apps/orchestrator run in dev, or remove `orchestrator`',
  },
  SLP2706: {
    failing: () => alone({ apiGroup: 1 }, control),
    passing: () => orchestrated([control, task()]),
    at: 'apps/orchestrator/service.yaml:1',
    message: 'the function orchestrator runs in stage dev, which has no orchestrator',
    fix: 'add `orchestrator: { owner: pricing-team, tasks: […] }` to stacks/stages/dev.yaml, or name the stages that it runs in below `stages`',
  },
  SLP2707: {
    failing: () =>
      orchestrated([control, task({ backend: 'agentcore' })], { deadlineSeconds: 28_801 }),
    passing: () =>
      orchestrated([control, task({ backend: 'agentcore' })], { deadlineSeconds: 28_800 }),
    at: 'apps/agent/service.yaml:1',
    message:
      'agent runs on AgentCore for 28800 s at most, and `deadlineSeconds` in stacks/stages/dev.yaml:1 is 28801',
    fix: 'write `deadlineSeconds: 28800`, or `backend: ecs`',
  },
  SLP2708: {
    failing: () => orchestrated([control, task({ backend: 'process' })], {}, alsoLocal),
    passing: () =>
      orchestrated(
        [control, task({ backend: 'process' }, { local: { command: 'node main.js' } })],
        {},
        alsoLocal,
      ),
    at: 'apps/agent/service.yaml:1',
    message: 'agent runs as a process in stage local, and has no `local.command`',
    fix: 'write `local: { command: node dist/main.js }`',
  },
  SLP2709: {
    failing: () =>
      orchestrated([control, task()], { limits: { perUser: 5, account: 50, agentcore: 5 } }),
    passing: () => orchestrated([control, task()], { limits: { perUser: 5, account: 50, ecs: 5 } }),
    at: 'stacks/stages/dev.yaml:1',
    message: '`orchestrator.limits.agentcore` is 5, and no task of stage dev runs on agentcore',
    fix: 'remove `agentcore`',
  },
  SLP2710: {
    failing: () => manyTasks(4),
    passing: () => manyTasks(3),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'the 4 tasks of the orchestrator take up to 4700 bytes of variables, and a function has 4096',
    fix: 'run fewer services as tasks, or leave out their `failover`',
  },
  SLP2711: {
    failing: () => orchestrated([control, task({})], { deadlineSeconds: 82_801, retentionDays: 1 }),
    passing: () => orchestrated([control, task({})], { deadlineSeconds: 82_800, retentionDays: 1 }),
    at: 'stacks/stages/dev.yaml:1',
    message:
      '`orchestrator.retentionDays` is 1, and a run lasts up to 82801 s by `deadlineSeconds` and an hour to stop it',
    fix: 'write `retentionDays: 2`',
  },
  SLP2721: {
    failing: () => pruned({ cold: 17 }, managedCrowd(5)),
    passing: () => pruned({ cold: 12 }, managedCrowd(5)),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'the pruner leaves 2 kept and 17 cold versions of each function; with `$LATEST.PUBLISHED` and one in flight, 5 functions have 105 versions on agents of stage dev',
    fix: 'write `cold: { keep: 12 }` below `pruner`',
  },
  SLP2722: {
    failing: () => pruned({ cold: 13 }, managedCrowd(5)),
    passing: () => pruned({ cold: 12 }, managedCrowd(5)),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'the pruner leaves 2 kept and 13 cold versions of each function; with `$LATEST.PUBLISHED` and one in flight, 5 functions have 85 versions on agents of stage dev',
    fix: 'write `cold: { keep: 12 }` below `pruner`',
  },
  SLP2723: {
    failing: () => pruned({ keep: 3 }, [managed('router')]),
    passing: () => pruned({ keep: 2 }, [managed('router')]),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'the pruner keeps 3 versions of each function, and with one in flight 4 have a floor; `versions` of agents is 3',
    fix: 'write `versions: 4`, or `keep: 2` below `pruner`',
  },
  SLP2724: {
    failing: () => pruned({ pins: ['ruoter:12'] }, [managed('router')]),
    passing: () => pruned({ pins: ['router:12'] }, [managed('router')]),
    at: 'stacks/stages/dev.yaml:1',
    message: '`pruner.pins[0]` is ruoter:12, and stage dev has no function ruoter',
    fix: 'write `router:12`',
  },
  SLP2480: {
    failing: () => endpointFindings(sampleStage({ network: closedVpc('kms') }), needsSecrets),
    passing: () =>
      endpointFindings(sampleStage({ network: closedVpc('kms', 'secretsmanager') }), needsSecrets),
    at: 'apps/quotes/service.yaml:1',
    message:
      'quotes reaches its secrets by secretsmanager, and the network of stage dev has neither this endpoint nor a NAT gateway',
    fix:
      'write `endpoints: [kms, secretsmanager]` below `network` in stacks/stages/dev.yaml, ' +
      'or give the stage NAT gateways by `natGateways: single`',
  },
  SLP2481: {
    failing: () =>
      derived({
        stage: sampleStage({ network: defaultVpc }),
        services: [quotes],
        placements: { quotes: slot(1, 40_001) },
      }),
    passing: () => alone(slot(1, 40_001)),
    at: 'stacks/stages/dev.yaml:1',
    message:
      'tasks in stage dev get public IP addresses: the subnets of a default VPC are public, and without an address no task in them could pull its image',
    fix:
      'write `mode: dedicated`, or `mode: existing` with private subnets, for a stage that holds anything of value; ' +
      'a deployed one is moved by docs/changing-a-network.md',
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

describe('a batch service', () => {
  it('is told of when the ALB that it once stood on is gone, since no stack would have it', () => {
    const report = batchService('quotes');
    const found = of('SLP2104', alone(slot(3, 40_001), report));
    expect(found.map(({ message }) => message)).toEqual([
      'the registry slipway-dev-quotes of quotes stands with ALB 3, and stage dev has 2',
    ]);
    expect(of('SLP2104', alone(slot(2, 40_001), report))).toEqual([]);
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

  it('a function that had an image keeps its registry until its place is freed, and its line as long', () => {
    const withImage = { images: { quotes: { arm64: sampleDigest } } };
    const message = expect.stringContaining(
      'quotes has a place in stage dev and has no container there; its registry slipway-dev-quotes',
    );
    const placements = { quotes: { apiGroup: 1 } };
    const services = [functionService('quotes')];
    expect(derived({ services, placements, ...withImage })).toMatchObject([
      { rule: 'SLP2108', message },
    ]);
    expect(derived({ services, placements: {}, ...withImage })).toMatchObject([
      { rule: 'SLP2101' },
      { rule: 'SLP2203' },
    ]);
  });

  it('the key of a function’s log group is in its region, like that of a container', () => {
    const logs = { ...functionService('mailer').logs, ...keyIn('us-east-1').logs };
    const services = [functionService('mailer', { logs: { ...logs, level: 'INFO' } })];
    expect(derived({ services, placements: { mailer: { apiGroup: 1 } } })).toMatchObject([
      { rule: 'SLP2461', position: { file: 'apps/mailer/service.yaml' } },
    ]);
  });

  it('a function says by its own settings that its image is missing or for another processor', () => {
    const { function: settings } = functionService('quotes');
    const service = functionService('quotes', { function: { ...settings, image: true } });
    const input = { services: [service], placements: { quotes: { apiGroup: 1 } } };
    expect(derived({ ...input, images: {} })).toMatchObject([
      { rule: 'SLP2201', fix: 'npx slipway images push quotes --stage dev' },
    ]);
    const images = { quotes: { x86_64: sampleDigest } };
    expect(derived({ ...input, images })).toMatchObject([
      { rule: 'SLP2202', fix: expect.stringContaining('set `function.architecture` to x86_64') },
    ]);
    expect(derived({ ...input, images: { quotes: { arm64: sampleDigest } } })).toEqual([]);
  });

  it('a container that becomes a function of an image keeps its registry and the stack of it', () => {
    const { function: settings } = functionService('quotes');
    const service = functionService('quotes', { function: { ...settings, image: true } });
    const images = { quotes: { arm64: sampleDigest } };
    const of = (shard: number) =>
      derived({ services: [service], placements: { quotes: slot(shard, 40_001) }, images });
    expect(of(2)).toEqual([]);
    expect(of(3)).toMatchObject([
      {
        rule: 'SLP2104',
        message: 'the registry slipway-dev-quotes of quotes stands with ALB 3, and stage dev has 2',
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

  it('every option that needs a way out is told', () => {
    const { container, telemetry } = quotes;
    const findings = withSettings(
      {
        parameters: { RATES: '/quotes/rates' },
        container: { ...container, exec: true },
        telemetry: { ...telemetry, collector: true },
      },
      dedicated('none'),
    );
    expect(findings.map(({ rule, message }) => `${rule} ${message.split(', ', 1)[0]}`)).toEqual([
      'SLP2462 tasks of quotes pull the collector from public.ecr.aws',
      'SLP2480 quotes reaches its parameters by ssm',
      'SLP2480 quotes reaches its sessions by ssmmessages',
    ]);
  });

  it('a task of the orchestrator reaches its run', () => {
    const closed = (...endpoints: readonly EndpointName[]) =>
      endpointFindings(
        sampleStage({ network: closedVpc(...endpoints) }),
        endpointNeeds([task()]),
      ).map(({ message }) => message);
    expect(closed()).toEqual([
      'agent reaches its runs by dynamodb, and the network of stage dev has neither this endpoint nor a NAT gateway',
    ]);
    expect(closed('dynamodb')).toEqual([]);
  });

  it('the stage of this machine has no AWS around it', () => {
    const local = { ...dedicated('none'), name: 'local' };
    expect(withSettings({ ...keyIn('us-east-1'), secrets: { DSN: 'quotes/db' } }, local)).toEqual(
      [],
    );
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
