import type { Backend, StartSpec } from '../backend';
import { inlinePayloads } from '../inline-payloads';
import { advance, type Advance } from '../runtime/advance';
import type { RuntimeContext } from '../runtime/context';
import { submit, type RunRequest } from '../runtime/submit';
import { isFinal, type RunRecord } from '../run-record';
import { MemoryStore } from '../store/memory-store';
import type { Store } from '../store/store';
import { Telemetry } from '../telemetry/telemetry';
import { SimulatedAgents, type Behaviour } from './simulated-agents';
import { SimulatedBackend, SimulatedHeartbeatBackend } from './simulated-backend';
import { VirtualClock } from './virtual-clock';

export interface WorldOptions {
  readonly behaviour?: (spec: StartSpec) => Behaviour;
  readonly limits?: Partial<RuntimeContext['limits']>;
  readonly task?: Partial<RuntimeContext['tasks'][string]>;
  readonly policy?: RuntimeContext['policy'];
  readonly store?: Store;
}

/** A runtime with a clock of its own, two backends of simulated agents, and a store in memory. */
export class World {
  readonly clock = new VirtualClock();
  readonly store: Store;
  readonly agents: SimulatedAgents;
  readonly first: SimulatedBackend;
  readonly second: SimulatedBackend;
  readonly silent: SimulatedHeartbeatBackend;
  readonly context: RuntimeContext;
  /** Lines of the log. */
  readonly lines: Record<string, unknown>[] = [];

  constructor(options: WorldOptions = {}) {
    this.store = options.store ?? new MemoryStore();
    const behaviour = options.behaviour ?? (() => ({ finishesAfter: 3 }));
    this.agents = new SimulatedAgents(this.store, this.clock, behaviour);
    this.first = new SimulatedBackend('first', this.agents);
    this.second = new SimulatedBackend('second', this.agents);
    this.silent = new SimulatedHeartbeatBackend('silent', this.agents);
    const backends: Backend[] = [this.first, this.second, this.silent];
    this.context = {
      store: this.store,
      backends: new Map(backends.map((backend) => [backend.name, backend])),
      tasks: {
        work: {
          backends: ['first'],
          failover: false,
          replayable: true,
          maxAttempts: 3,
          heartbeatSeconds: 15,
          lostAfterSeconds: 90,
          stuckAfterSeconds: 1_800,
          ...options.task,
        },
      },
      limits: {
        perUser: 5,
        perBackend: {},
        account: 10,
        deadlineSeconds: 36_000,
        ...options.limits,
      },
      payloads: inlinePayloads,
      clock: this.clock,
      telemetry: new Telemetry((line) => this.lines.push(JSON.parse(line)), this.clock, 'test'),
      sleep: (ms) => {
        this.clock.advance(ms);
        return Promise.resolve();
      },
      agentEnvironment: {},
      wake: () => Promise.resolve(),
      ...(options.policy && { policy: options.policy }),
    };
  }

  submit(request: Partial<RunRequest> = {}): Promise<RunRecord> {
    return submit(this.context, {
      runId: 'run',
      user: 'alice',
      task: 'work',
      payload: {},
      ...request,
    });
  }

  advance(runId = 'run'): Promise<Advance> {
    return advance(this.context, runId);
  }

  async record(runId = 'run'): Promise<RunRecord> {
    const view = await this.store.load(runId);
    if (!view) throw new Error(`no run ${runId}`);
    return view.record;
  }

  /** Hosts runs and lets time pass until all are over, or the time is up. */
  async settle(runIds: readonly string[] = ['run'], forMs = 24 * 3_600_000): Promise<void> {
    const until = this.clock.now() + forMs;
    while (this.clock.now() < until) {
      const open: string[] = [];
      let pause = 15_000;
      for (const runId of runIds) {
        const advanced = await this.advance(runId);
        if (advanced.type === 'wait') pause = Math.min(pause, Math.max(advanced.ms, 1_000));
        if (!isFinal(await this.record(runId))) open.push(runId);
      }
      if (open.length === 0) return;
      await this.agents.tick();
      this.clock.advance(pause);
    }
  }
}
