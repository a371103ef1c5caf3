import { randomUUID } from 'node:crypto';
import type { AgentReport, AgentResult } from '../agent-report';
import type { Clock } from '../clock';
import { agentVariables, ConfigurationError, requiredVariable } from '../environment';
import { PayloadTooLargeError } from '../errors';
import type { JsonValue } from '../json';
import type { PayloadStore } from '../payload';
import type { AgentEventBody } from '../run-event';
import { isFinal, type ApprovalAnswer, type RunRecord } from '../run-record';
import type { AgentStore } from '../store/store';

/** A failure that another attempt would meet as well. */
export class FatalTaskError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FatalTaskError';
  }
}

/** What the work of one attempt is given. */
export interface AgentTask {
  readonly runId: string;
  readonly attempt: number;
  readonly task: string;
  readonly payload: JsonValue;
  /** Aborted where the run wants its agent no more: cancelled, out of time, given up, SIGTERM. */
  readonly signal: AbortSignal;
  /** Says what a person should see; counts as progress. */
  progress(message: string, percent?: number): Promise<void>;
  /** Runs a tool, with an event before and after it. */
  tool<T>(name: string, call: () => Promise<T>): Promise<T>;
  /** Hands a part of the work to another agent, with an event before and after it. */
  handOff<T extends { readonly summary: string; readonly confidence?: number }>(
    to: string,
    what: { readonly summary: string; readonly context?: readonly string[] },
    call: () => Promise<T>,
  ): Promise<T>;
  /** Counts one turn of the agent's loop. */
  iterated(): void;
  /** Adds what a call has cost, in US dollars. */
  spent(usd: number): void;
  /**
   * Asks a person and waits for the answer. The same id on another attempt gets the same answer.
   *
   * @throws DOMException `AbortError` where the run ends before
   */
  ask(id: string, question: string): Promise<ApprovalAnswer>;
}

/** How an attempt's agent ended. */
export type AgentEnd =
  | 'succeeded'
  | 'failed'
  /** Told to stop before there was a result. */
  | 'stopped'
  /** Another process is the agent of this attempt. */
  | 'duplicate'
  /** The run had given the attempt up. */
  | 'superseded';

export interface AgentOptions {
  readonly store: AgentStore;
  readonly payloads: PayloadStore;
  readonly clock: Clock;
  /** RUN_ID, ATTEMPT, HEARTBEAT_SECONDS. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told to stop from outside, such as by SIGTERM. */
  readonly signal: AbortSignal;
  readonly log: (line: string, fields: Readonly<Record<string, unknown>>) => void;
  /** Tells the run's host that there is something to see; does not throw. */
  readonly wake: (runId: string) => Promise<void>;
}

/** Times that a result is tried to be written, and milliseconds before the second. */
const resultTries = 8;
const resultWaitMs = 500;

/** Characters of a failure's message that are kept. */
const longestMessage = 4_000;

/**
 * Does the work of one attempt: as its only agent, with heartbeats, until its result is written.
 *
 * @throws ConfigurationError where a variable is missing or wrong
 */
export async function runAgent(
  work: (task: AgentTask) => Promise<JsonValue>,
  options: AgentOptions,
): Promise<AgentEnd> {
  const { environment, store, clock, log } = options;
  const runId = requiredVariable(agentVariables.runId, environment);
  const attempt = Number(requiredVariable(agentVariables.attempt, environment));
  if (!Number.isInteger(attempt) || attempt < 1) {
    throw new ConfigurationError(agentVariables.attempt, ['must be an integer from 1']);
  }
  const seconds = Number(requiredVariable(agentVariables.heartbeatSeconds, environment));
  if (!(seconds > 0)) {
    throw new ConfigurationError(agentVariables.heartbeatSeconds, ['must be a number above 0']);
  }

  const report: AgentReport = {
    runId,
    attempt,
    instance: randomUUID(),
    beat: 1,
    beatAt: clock.now(),
    progress: 0,
    iterations: 0,
    costUsd: 0,
  };
  const claim = await store.claim(report);
  log('Attempt claimed', { runId, attempt, claim });
  if (claim !== 'claimed') return claim;
  const view = await store.load(runId);
  if (!view) return 'superseded';
  return new Agent(report, view.record, seconds * 1_000, options).run(work);
}

/** The one agent of an attempt. */
class Agent {
  private readonly aborted = new AbortController();
  private readonly signal: AbortSignal;
  private readonly waiting = new Map<string, (answer: ApprovalAnswer) => void>();
  private lastBeatAt: number;
  /** Writes one after the other: a heartbeat never overtakes a later one. */
  private writes: Promise<unknown> = Promise.resolve();
  /** Requests to a person, one after the other. */
  private asking: Promise<unknown> = Promise.resolve();

  constructor(
    private report: AgentReport,
    private record: RunRecord,
    private readonly heartbeatMs: number,
    private readonly options: AgentOptions,
  ) {
    this.signal = AbortSignal.any([options.signal, this.aborted.signal]);
    this.lastBeatAt = options.clock.now();
  }

  async run(work: (task: AgentTask) => Promise<JsonValue>): Promise<AgentEnd> {
    const { runId, attempt } = this.report;
    const timer = setInterval(() => void this.beat(), this.heartbeatMs);
    try {
      const result = await this.resultOf(work);
      if (!result) return 'stopped';
      const written = await this.finish(result);
      this.options.log('Result written', { runId, attempt, ok: result.ok, written });
      if (written === 'superseded') return 'superseded';
      return result.ok ? 'succeeded' : 'failed';
    } finally {
      clearInterval(timer);
      this.report = { ...this.report, ended: true };
      await this.beat();
      await this.options.wake(runId);
    }
  }

  /** Undefined where the work was stopped. */
  private async resultOf(
    work: (task: AgentTask) => Promise<JsonValue>,
  ): Promise<AgentResult | undefined> {
    const { payloads, log } = this.options;
    const { runId, attempt } = this.report;
    try {
      const value = await work(await this.task());
      return { ok: true, value: await payloads.put(`${runId}-${attempt}-result`, value) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      if (this.signal.aborted) {
        log('Attempt stopped', { runId, attempt, reason: String(this.signal.reason) });
        return undefined;
      }
      log('Work failed', { runId, attempt, error: name, reason: message });
      return {
        ok: false,
        message: `${name}: ${message}`.slice(0, longestMessage),
        // The same work has the same size again.
        retryable: !(error instanceof FatalTaskError || error instanceof PayloadTooLargeError),
      };
    }
  }

  private async task(): Promise<AgentTask> {
    const { runId, attempt } = this.report;
    return {
      runId,
      attempt,
      task: this.record.task,
      payload: await this.options.payloads.get(this.record.payload),
      signal: this.signal,
      progress: (message, percent) =>
        this.tell({ type: 'progress', message, ...(percent !== undefined && { percent }) }),
      tool: async (tool, call) => {
        const callId = randomUUID();
        await this.tell({ type: 'tool-call', callId, tool, phase: 'started' });
        try {
          const value = await call();
          await this.tell({ type: 'tool-call', callId, tool, phase: 'succeeded' });
          return value;
        } catch (error) {
          const summary = (error as Error).message;
          await this.tell({ type: 'tool-call', callId, tool, phase: 'failed', summary });
          throw error;
        }
      },
      handOff: async (to, { summary, context }, call) => {
        const from = this.record.task;
        await this.tell({
          type: 'hand-off',
          phase: 'delegated',
          from,
          to,
          summary,
          ...(context && { context }),
        });
        const back = await call();
        await this.tell({
          type: 'hand-off',
          phase: 'returned',
          from: to,
          to: from,
          summary: back.summary,
          ...(back.confidence !== undefined && { confidence: back.confidence }),
        });
        return back;
      },
      iterated: () => {
        this.report = { ...this.report, iterations: this.report.iterations + 1 };
      },
      spent: (usd) => {
        this.report = { ...this.report, costUsd: this.report.costUsd + usd };
      },
      ask: (id, question) => this.ask(id, question),
    };
  }

  private ask(id: string, question: string): Promise<ApprovalAnswer> {
    // A run shows one request at a time: the next one waits until this one is answered.
    const answered = this.asking.then(() => this.askNext(id, question));
    // A failure is for who asked, not for who asks next.
    this.asking = answered.catch(() => undefined);
    return answered;
  }

  private async askNext(id: string, question: string): Promise<ApprovalAnswer> {
    const known = this.record.answers[id];
    if (known) return known;
    const answered = new Promise<ApprovalAnswer>((resolve, reject) => {
      this.waiting.set(id, resolve);
      const stop = () => reject(new DOMException(String(this.signal.reason), 'AbortError'));
      if (this.signal.aborted) stop();
      else this.signal.addEventListener('abort', stop, { once: true });
    });
    // It may be rejected while the request is still being written, before anybody waits for it.
    answered.catch(() => undefined);
    await this.one(() =>
      this.options.store.ask(this.report, { id, question, at: this.options.clock.now() }),
    );
    await this.options.wake(this.report.runId);
    return answered;
  }

  private async tell(event: AgentEventBody): Promise<void> {
    const { runId, attempt } = this.report;
    this.report = { ...this.report, progress: this.report.progress + 1 };
    await this.one(() =>
      this.options.store.append(runId, attempt, this.options.clock.now(), [event]),
    ).catch((error: unknown) => {
      // The work goes on without its event.
      this.options.log('Event not written', { runId, attempt, reason: (error as Error).message });
    });
  }

  /** Says that the agent lives, and hears whether it is still wanted. Does not throw. */
  private async beat(): Promise<void> {
    const { store, clock, log } = this.options;
    const { runId, attempt } = this.report;
    try {
      await this.one(async () => {
        this.report = { ...this.report, beat: this.report.beat + 1, beatAt: clock.now() };
        if (!(await store.beat(this.report)))
          this.abort('Another process is the agent of this attempt.');
      });
      this.lastBeatAt = clock.now();
      const view = await store.load(runId);
      if (view) this.hear(view.record);
    } catch (error) {
      log('Heartbeat not written', { runId, attempt, reason: (error as Error).message });
      // Whoever watches takes this agent for lost by now, and starts another.
      const silentMs = clock.now() - this.lastBeatAt;
      if (silentMs >= this.record.policy.lostAfterMs) this.abort('No heartbeat could be written.');
    }
  }

  private hear(record: RunRecord): void {
    this.record = record;
    if (isFinal(record) || record.attempt !== this.report.attempt) {
      this.abort('The run has given this attempt up.');
    } else if (record.state === 'stopping') {
      this.abort(record.stop?.reason ?? 'The run stops this attempt.');
    }
    for (const [id, resolve] of this.waiting) {
      const answer = record.answers[id];
      if (!answer) continue;
      this.waiting.delete(id);
      this.report = { ...this.report, progress: this.report.progress + 1 };
      resolve(answer);
    }
  }

  private abort(reason: string): void {
    this.aborted.abort(reason);
  }

  private async finish(result: AgentResult): Promise<'written' | 'exists' | 'superseded'> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.one(() => this.options.store.finish(this.report, result));
      } catch (error) {
        // Without its result the work was for nothing.
        if (tries >= resultTries) throw error;
        await new Promise((resolve) => setTimeout(resolve, resultWaitMs * 2 ** (tries - 1)));
      }
    }
  }

  private one<T>(write: () => Promise<T>): Promise<T> {
    const next = this.writes.then(write, write);
    this.writes = next.catch(() => undefined);
    return next;
  }
}
