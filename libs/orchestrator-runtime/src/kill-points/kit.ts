import { isFinal, type RunRecord } from '../run-record';
import type { RuntimeContext } from '../runtime/context';
import { reap } from '../runtime/reap';
import { submit } from '../runtime/submit';
import { HostLife, type Phase } from './crash';
import { killHosts, type HostedRun, type KillHost } from './hosts';
import { killScenarios, type KillScenario } from './scenarios';

/** One run's surroundings: they outlive every host. */
export interface KillWorld {
  /** What a host works with in one life: every call that leaves the process is one of the life's points. */
  context(life: HostLife): RuntimeContext;
  /** Lets time pass: clocks move on, agents work. */
  pass(ms: number): Promise<void>;
  /** Sessions that run now. */
  live(): number;
  /** Most sessions of the run that ran at the same time. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

/** A backend that the kit takes through every scenario and host. */
export interface KillBackend {
  readonly name: string;
  /** @param scenario its `behaviour`, `losesStart` and `refusesStop` are the world's to play */
  create(scenario: KillScenario): Promise<KillWorld>;
}

/** A host that was killed without everything being right afterwards. */
export interface KillFailure {
  readonly backend: string;
  readonly host: string;
  readonly scenario: string;
  /** Where each life ended. */
  readonly kills: readonly string[];
  readonly problems: readonly string[];
}

export interface KillReport {
  /** Places where a host was killed, each before and after its call. */
  readonly points: number;
  readonly backends: number;
  readonly hosts: number;
  /** Runs with at least one kill. */
  readonly cases: number;
  /** Every call that a host made, with the number of times it was killed there. */
  readonly calls: Readonly<Record<string, number>>;
  readonly failures: readonly KillFailure[];
}

const runId = 'run';
/** Cases that run side by side: the SDK of durable functions waits 20 ms before each suspension. */
const atOnce = 48;

const phases: readonly Phase[] = ['before', 'after'];

interface Kill {
  readonly index: number;
  readonly phase: Phase;
  readonly call: string;
}

/**
 * Kills the hosts of every backend before and after every call they make, goes on with another life
 * (of the same host or, in turn, of another one), and looks whether everything is right: at most one
 * session at a time, none after the reaper ran, every slot given back, the outcome written once. Calls
 * that only recovery makes are killed as well.
 *
 * @param onProgress told each backend, host and scenario that is done
 */
export async function runKillPoints(
  backends: readonly KillBackend[],
  {
    hosts = killHosts,
    killed = hosts,
    scenarios = killScenarios,
    every = true,
    onProgress = () => undefined,
  }: {
    /** Hosts that go on with the runs of killed ones, in turn. */
    readonly hosts?: readonly KillHost[];
    /** Those of `hosts` that are killed. */
    readonly killed?: readonly KillHost[];
    readonly scenarios?: readonly KillScenario[];
    /**
     * Kills at each call of each scenario; otherwise at each kind of call of each backend and host, in
     * the scenario that first makes it.
     */
    readonly every?: boolean;
    readonly onProgress?: (line: string) => void;
  } = {},
): Promise<KillReport> {
  const failures: KillFailure[] = [];
  const killsAt = new Map<string, number>();
  const seen = new Set<string>();
  let cases = 0;
  let points = 0;

  for (const backend of backends) {
    for (const host of killed) {
      const other = hosts[(hosts.indexOf(host) + 1) % hosts.length] ?? host;
      const covered = new Set<string>();
      for (const scenario of scenarios) {
        const attempt = async (at: readonly Kill[], next: KillHost): Promise<HostLife[]> => {
          const { lives, problems } = await oneCase(backend, host, next, scenario, at);
          for (const { call } of lives.flatMap((life) => life.points)) seen.add(call);
          for (const { call } of at) killsAt.set(call, (killsAt.get(call) ?? 0) + 1);
          if (at.length > 0) cases++;
          if (problems.length > 0) {
            failures.push({
              backend: backend.name,
              host: host.name,
              scenario: scenario.name,
              kills: at.map(({ index, phase, call }) => `${phase} ${call} (call ${index})`),
              problems,
            });
          }
          return lives;
        };

        const [whole] = await attempt([], host);
        const own = (whole?.points ?? []).filter(
          ({ call }, position, all) =>
            every || (!covered.has(call) && all.findIndex((one) => one.call === call) === position),
        );
        points += own.length;
        if (every) covered.clear();
        for (const { call } of own) covered.add(call);
        const follow = async (kills: readonly Kill[], by: KillHost): Promise<void> => {
          const lives = await attempt(kills, by);
          // A call that only a recovery makes: the recovery is killed there too.
          for (const late of lives[kills.length]?.points ?? []) {
            if (covered.has(late.call)) continue;
            covered.add(late.call);
            points++;
            await Promise.all(phases.map((phase) => follow([...kills, { ...late, phase }], by)));
          }
        };
        const kills = own.flatMap((point) => phases.map((phase): Kill => ({ ...point, phase })));
        await eachOf(kills, (kill) => follow([kill], kill.index % 2 === 0 ? host : other));
        onProgress(`${backend.name} × ${host.name} × ${scenario.name}: ${own.length} points`);
      }
    }
  }
  const calls = Object.fromEntries([...seen].sort().map((call) => [call, killsAt.get(call) ?? 0]));
  return { points, backends: backends.length, hosts: killed.length, cases, calls, failures };
}

/** Does each, so many at once. */
async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const lane = async (): Promise<void> => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function oneCase(
  backend: KillBackend,
  host: KillHost,
  next: KillHost,
  scenario: KillScenario,
  kills: readonly Kill[],
): Promise<{ lives: HostLife[]; problems: string[] }> {
  const world = await backend.create(scenario);
  const lives: HostLife[] = [];
  try {
    const hosted = new Map<string, HostedRun>();
    const hostedBy = ({ name, host: make }: KillHost): HostedRun => {
      const run = hosted.get(name) ?? make(runId);
      hosted.set(name, run);
      return run;
    };
    for (const [position, kill] of [...kills, undefined].entries()) {
      const life = new HostLife(kill);
      lives.push(life);
      const context = world.context(life);
      const by = position === 0 ? host : next;
      const lived = (async () => {
        // A caller whose request got no answer sends it again: it has an id.
        const { deadlineSeconds } = scenario;
        await submit(context, {
          runId,
          user: 'alice',
          task: 'work',
          payload: {},
          ...(deadlineSeconds !== undefined && { deadlineSeconds }),
        });
        await hostedBy(by).live(context, life);
      })();
      await Promise.race([lived, life.died]);
    }
    return { lives, problems: await problemsOf(world, scenario) };
  } catch (error) {
    return { lives, problems: [`threw ${String(error)}`] };
  } finally {
    await world.close();
  }
}

async function problemsOf(world: KillWorld, scenario: KillScenario): Promise<string[]> {
  const context = world.context(new HostLife());
  // What a service shows late, and a token that is remembered for a day.
  for (const hours of [0.02, 0.5, 1, 25]) {
    await world.pass(hours * 3_600_000);
    await reap(context);
  }
  const view = await context.store.load(runId);
  if (!view) return ['the run is lost'];
  const { record } = view;
  const problems: string[] = [];
  if (!isFinal(record) || !scenario.ends.includes(record.state)) {
    problems.push(`it ended ${record.state}: ${JSON.stringify(record.outcome)}`);
  }
  if (world.mostAtOnce() > 1) problems.push(`${world.mostAtOnce()} sessions at a time`);
  if (world.live() > 0) problems.push(`${world.live()} sessions leaked`);
  for (const scope of scopesOf(record)) {
    const holders = await context.store.holders(scope, context.clock.now());
    if (holders.length > 0) problems.push(`the slot of ${scope} is not given back`);
  }
  const { events } = await context.store.events(runId, 0, 1_000);
  const ends = events.filter(({ type }) => type === 'ended');
  if (ends.length !== 1) problems.push(`the outcome was written ${ends.length} times`);
  for await (const debt of context.store.debts()) problems.push(`debt remains: ${debt.why}`);
  return problems;
}

function scopesOf(record: RunRecord): readonly string[] {
  return [
    'account',
    `user:${record.user}`,
    ...record.candidates.map(({ backend }) => `backend:${backend}`),
  ];
}
