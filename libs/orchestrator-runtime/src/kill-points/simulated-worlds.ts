import type { Backend } from '../backend';
import type { Clock } from '../clock';
import { inlinePayloads } from '../inline-payloads';
import type { RuntimeContext } from '../runtime/context';
import { isFinal } from '../run-record';
import type { Commit } from '../store/store';
import { MemoryStore } from '../store/memory-store';
import { Telemetry } from '../telemetry/telemetry';
import { SimulatedAgents } from '../testing/simulated-agents';
import { SimulatedBackend, SimulatedHeartbeatBackend } from '../testing/simulated-backend';
import { VirtualClock } from '../testing/virtual-clock';
import { HostLife } from './crash';
import type { KillBackend, KillWorld } from './kit';
import type { KillScenario } from './scenarios';

const lost = {
  class: 'transient',
  code: 'TimeoutError',
  message: 'No answer.',
  startMayHaveHappened: true,
} as const;

/** Waits after which a run counts as one that does not end. */
const mostPasses = 2_000;

/** A service that says what its sessions do, and one that does not, in memory. */
export const simulatedBackends: readonly KillBackend[] = [
  {
    name: 'observed',
    create: (scenario) =>
      Promise.resolve(
        simulatedWorld(scenario, (agents) => {
          const backend = new SimulatedBackend('observed', agents);
          if (scenario.losesStart) backend.script.push({ start: { how: 'lose', error: lost } });
          if (scenario.refusesStop) {
            backend.script.push({ stop: { type: 'failed', error: lost, mayStillRun: true } });
          }
          return backend;
        }),
      ),
  },
  {
    name: 'heartbeat-only',
    create: (scenario) =>
      Promise.resolve(
        simulatedWorld(
          scenario,
          (agents) => new SimulatedHeartbeatBackend('heartbeat-only', agents, scenario),
        ),
      ),
  },
];

/** A world in memory around one backend of simulated agents. */
function simulatedWorld(
  scenario: KillScenario,
  backendOf: (agents: SimulatedAgents) => Backend,
): KillWorld {
  const clock = new VirtualClock();
  let backend: Backend | undefined;
  return worldAround(scenario, {
    clock,
    elapse: (ms) => clock.advance(ms),
    backend: (life, agents) => {
      backend ??= backendOf(agents);
      return life.watch('backend', backend);
    },
    sync: () => undefined,
    live: (agents) => agents.live(),
    close: () => Promise.resolve(),
  });
}

/** What is particular to one backend of the kit. */
export interface Surroundings {
  readonly clock: Clock;
  /** Moves the clock. */
  readonly elapse: (ms: number) => void;
  /** What a host has in one life: its calls are points. */
  readonly backend: (life: HostLife, agents: SimulatedAgents) => Backend;
  /** Lets agents begin and end with the sessions of the service. */
  readonly sync: (agents: SimulatedAgents) => void;
  /** Sessions that run now. */
  readonly live: (agents: SimulatedAgents) => number;
  readonly close: () => Promise<void>;
}

/** A world with a store in memory and simulated agents. */
export function worldAround(scenario: KillScenario, around: Surroundings): KillWorld {
  const { clock } = around;
  const store = new MemoryStore();
  const agents = new SimulatedAgents(store, clock, scenario.behaviour);
  let passes = 0;
  const pass = async (ms: number): Promise<void> => {
    if (++passes > mostPasses) throw new Error(`It does not end: ${mostPasses} waits.`);
    around.elapse(ms);
    around.sync(agents);
    await agents.tick();
    around.sync(agents);
    const view = await store.load('run');
    if (view && !isFinal(view.record)) await scenario.meanwhile?.(outside, view.record);
  };
  const contextWith = (backend: Backend): RuntimeContext => ({
    store,
    backends: new Map([[backend.name, backend]]),
    tasks: {
      work: {
        backends: [backend.name],
        failover: false,
        replayable: true,
        maxAttempts: 3,
        heartbeatSeconds: 15,
        lostAfterSeconds: 60,
        stuckAfterSeconds: 1_800,
      },
    },
    limits: { perUser: 1, perBackend: { [backend.name]: 1 }, account: 1, deadlineSeconds: 36_000 },
    payloads: inlinePayloads,
    clock,
    telemetry: new Telemetry(() => undefined, clock, 'test'),
    sleep: pass,
    agentEnvironment: {},
    wake: () => Promise.resolve(),
    policy: { pollMs: 30_000, firstBeatMs: 60_000 },
  });
  const outside = contextWith(around.backend(new HostLife(), agents));
  return {
    context: (life) => ({
      ...contextWith(around.backend(life, agents)),
      store: life.watch('store', store, changeOf),
    }),
    pass,
    live: () => {
      around.sync(agents);
      return around.live(agents);
    },
    mostAtOnce: () => agents.mostAtOnce,
    close: around.close,
  };
}

/** Writing an intent is another point than writing an end. */
function changeOf(method: string, [change]: readonly unknown[]): string {
  if (method !== 'commit') return '';
  const { previous, record } = change as Commit;
  return ` ${previous.state} → ${record.state}`;
}
