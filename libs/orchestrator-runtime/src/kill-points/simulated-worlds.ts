import type { Backend } from '../backend';
import { inlinePayloads } from '../inline-payloads';
import type { RuntimeContext } from '../runtime/context';
import { isFinal } from '../run-record';
import { MemoryStore } from '../store/memory-store';
import { Telemetry } from '../telemetry/telemetry';
import { SimulatedAgents } from '../testing/simulated-agents';
import { SimulatedBackend, SimulatedHeartbeatBackend } from '../testing/simulated-backend';
import { VirtualClock } from '../testing/virtual-clock';
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
export function simulatedWorld(
  scenario: KillScenario,
  backendOf: (agents: SimulatedAgents) => Backend,
): KillWorld {
  const clock = new VirtualClock();
  const store = new MemoryStore();
  const agents = new SimulatedAgents(store, clock, scenario.behaviour);
  const backend = backendOf(agents);
  let passes = 0;
  const pass = async (ms: number): Promise<void> => {
    if (++passes > mostPasses) throw new Error(`It does not end: ${mostPasses} waits.`);
    clock.advance(ms);
    await agents.tick();
    const view = await store.load('run');
    if (view && !isFinal(view.record)) await scenario.meanwhile?.(outside, view.record);
  };
  const outside: RuntimeContext = {
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
    telemetry: new Telemetry(() => undefined, clock),
    sleep: pass,
    agentEnvironment: {},
    wake: () => Promise.resolve(),
    policy: { pollMs: 30_000, firstBeatMs: 60_000 },
  };
  return {
    context: (life) => ({
      ...outside,
      store: life.watch('store', store),
      backends: new Map([[backend.name, life.watch('backend', backend)]]),
    }),
    pass,
    live: () => agents.live(),
    mostAtOnce: () => agents.mostAtOnce,
    close: () => Promise.resolve(),
  };
}
