import type { AgentReport, AgentResult } from '../agent-report';
import type { StartSpec } from '../backend';
import type { Clock } from '../clock';
import type { Observation } from '../observation';
import { isFinal } from '../run-record';
import type { AgentStore } from '../store/store';

/** What one session does, tick by tick. */
export interface Behaviour {
  /** Ticks until the result; never where left out. */
  readonly finishesAfter?: number;
  readonly result?: AgentResult;
  /** Exit without a result after that many ticks. */
  readonly exitsAfter?: { readonly ticks: number; readonly observation: Observation };
  /** How it ends before it comes up. */
  readonly neverRuns?: Observation;
  /** Heartbeats end after that many ticks; the session runs on. */
  readonly silentAfter?: number;
  /** Heartbeats go on, progress ends after that many ticks. */
  readonly stillAfter?: number;
  /** Asks for approval after that many ticks, and waits for the answer. */
  readonly asksAfter?: number;
  readonly iterationsPerTick?: number;
  readonly costPerTick?: number;
}

interface Agent {
  readonly spec: StartSpec;
  readonly behaviour: Behaviour;
  ticks: number;
  report: AgentReport | undefined;
  ended: Observation | undefined;
}

/** Agents that live in the test: they outlive every host, as real ones do, and tick when they are told to. */
export class SimulatedAgents {
  private readonly agents = new Map<string, Agent>();
  /** Most sessions of one run that ran at the same time. */
  mostAtOnce = 0;
  /** Results that were written, by run. */
  readonly written = new Map<string, number>();

  constructor(
    private readonly store: AgentStore,
    private readonly clock: Clock,
    private readonly behaviourOf: (spec: StartSpec) => Behaviour,
  ) {}

  begin(spec: StartSpec): void {
    const behaviour = this.behaviourOf(spec);
    this.agents.set(spec.startToken, {
      spec,
      behaviour,
      ticks: 0,
      report: undefined,
      ended: undefined,
    });
    const live = [...this.agents.values()].filter((a) => a.spec.runId === spec.runId && !a.ended);
    this.mostAtOnce = Math.max(this.mostAtOnce, live.length);
  }

  knows(token: string): boolean {
    return this.agents.has(token);
  }

  runs(token: string): boolean {
    const agent = this.agents.get(token);
    return agent !== undefined && agent.ended === undefined;
  }

  /** Sessions that run now. */
  live(): number {
    return [...this.agents.values()].filter(({ ended }) => !ended).length;
  }

  observe(token: string): Observation {
    const agent = this.agents.get(token);
    if (!agent) return { state: 'unknown', why: 'missing' };
    return agent.ended ?? { state: 'running', at: this.clock.now() };
  }

  /** Ends a session; false where it had ended. */
  stop(token: string): boolean {
    const agent = this.agents.get(token);
    if (!agent || agent.ended) return false;
    agent.ended = exited('stopped', 143);
    return true;
  }

  /** Kills every session, as a machine that is lost. */
  kill(): void {
    for (const agent of this.agents.values()) agent.ended ??= exited('error', 137);
  }

  /** Every session that runs does its next piece of work. */
  async tick(): Promise<void> {
    for (const agent of this.agents.values()) if (!agent.ended) await this.work(agent);
  }

  private async work(agent: Agent): Promise<void> {
    const { spec, behaviour } = agent;
    if (behaviour.neverRuns) {
      agent.ended = behaviour.neverRuns;
      return;
    }
    const view = await this.store.load(spec.runId);
    if (!agent.report) {
      const first = firstReport(spec, this.clock.now());
      if ((await this.store.claim(first)) !== 'claimed') {
        agent.ended = { state: 'exited', ok: true, exitCode: 0 };
        return;
      }
      agent.report = first;
    }
    if (!view || isFinal(view.record) || view.record.attempt !== spec.attempt) {
      agent.ended = { state: 'exited', ok: true, exitCode: 0 };
      return;
    }
    agent.ticks++;
    const { ticks } = agent;
    if (behaviour.exitsAfter && ticks >= behaviour.exitsAfter.ticks) {
      agent.ended = behaviour.exitsAfter.observation;
      return;
    }
    if (behaviour.silentAfter !== undefined && ticks > behaviour.silentAfter) return;
    const waits =
      behaviour.asksAfter !== undefined &&
      ticks >= behaviour.asksAfter &&
      view.record.answers.deploy === undefined;
    if (waits && !agent.report.approval) {
      const request = { id: 'deploy', question: 'Deploy to prod?', at: this.clock.now() };
      await this.store.ask(agent.report, request);
      agent.report = { ...agent.report, approval: request };
    }
    const still = behaviour.stillAfter !== undefined && ticks > behaviour.stillAfter;
    agent.report = {
      ...agent.report,
      beat: agent.report.beat + 1,
      beatAt: this.clock.now(),
      progress: agent.report.progress + (still || waits ? 0 : 1),
      iterations: agent.report.iterations + (behaviour.iterationsPerTick ?? 1),
      costUsd: agent.report.costUsd + (behaviour.costPerTick ?? 0.01),
    };
    await this.store.beat(agent.report);
    if (!waits && behaviour.finishesAfter !== undefined && ticks >= behaviour.finishesAfter) {
      const result = behaviour.result ?? { ok: true, value: { kind: 'inline', value: 'done' } };
      if ((await this.store.finish(agent.report, result)) === 'written') {
        this.written.set(spec.runId, (this.written.get(spec.runId) ?? 0) + 1);
      }
      agent.ended = { state: 'exited', ok: true, exitCode: 0 };
    }
  }
}

/** What an agent says when it comes up. */
export function firstReport(spec: StartSpec, now: number): AgentReport {
  return {
    runId: spec.runId,
    attempt: spec.attempt,
    instance: `${spec.runId}-${spec.attempt}`,
    beat: 1,
    beatAt: now,
    progress: 0,
    iterations: 0,
    costUsd: 0,
  };
}

/** A session that ended without success. */
export function exited(
  cause: Extract<Observation, { ok: false }>['cause'],
  exitCode: number,
): Observation {
  return {
    state: 'exited',
    ok: false,
    cause,
    exitCode,
    error: {
      class: cause === 'oom' || cause === 'error' ? 'workload' : 'transient',
      code: `exit-${exitCode}`,
      message: `The container ended with ${exitCode}.`,
      startMayHaveHappened: false,
    },
  };
}
