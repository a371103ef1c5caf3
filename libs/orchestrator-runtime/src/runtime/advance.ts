import { assertNever } from '../assert-never';
import type { StartOutcome } from '../backend';
import type { SessionHandle } from '../handle';
import { UnknownRunError } from '../errors';
import { backendOf, type Outcome, type RunRecord, type RunState } from '../run-record';
import { slotsOf } from '../store/limits';
import type { CommitOutcome, RunView } from '../store/store';
import { decide, type Action } from '../state/decide';
import type { Lease, Seen } from '../state/seen';
import { blockedBy } from './admission';
import { find, observe, start, stop } from './ask-backend';
import { backendNamed, type RuntimeContext } from './context';
import { measure } from './measure';

/** Where a run stands after a host has done all there was to do. */
export type Advance =
  | { readonly type: 'wait'; readonly state: RunState; readonly ms: number }
  /** A session is to be started, and the host wants to do that in a step of its own. */
  | { readonly type: 'start'; readonly state: RunState }
  | { readonly type: 'done'; readonly state: RunState; readonly outcome: Outcome };

/** Changes by others that one call follows before it leaves the run to the next. */
const mostConflicts = 20;

/** Times that a lost write of a started session is tried again, and milliseconds before the first. */
const writeTries = 4;
const writeWaitMs = 200;

/**
 * Does all that is to be done with a run now: from any host, at any time, as often as anyone likes.
 *
 * @param options `starts: 'leave'` gives back `start` in place of starting a session
 * @throws UnknownRunError, UnknownBackendError, InvalidRecordError, StoreError; the record is as valid as before
 */
export async function advance(
  context: RuntimeContext,
  runId: string,
  options: { readonly starts: 'here' | 'leave' } = { starts: 'here' },
): Promise<Advance> {
  const pass = new Pass(context, runId, options.starts);
  const begun = context.clock.now();
  const { telemetry } = context;
  try {
    const advanced = await telemetry.span('orchestrator.advance', { 'run.id': runId }, () =>
      pass.run(),
    );
    if (pass.rows.length > 0) {
      telemetry.line('info', 'Run advanced', {
        ...pass.fields(),
        next: advanced.type,
        durationMs: context.clock.now() - begun,
      });
    }
    return advanced;
  } catch (error) {
    telemetry.line('error', 'Run not advanced', {
      ...pass.fields(),
      error: (error as Error).name,
      reason: (error as Error).message,
      durationMs: context.clock.now() - begun,
    });
    throw error;
  }
}

/** One host's call for one run. */
class Pass {
  /** Rows of the transition table that were taken. */
  readonly rows: string[] = [];
  /** Calls of backends. */
  private readonly calls: string[] = [];
  /** As last read or written. */
  private record: RunRecord | undefined;
  private from: RunState | undefined;
  /** The answer to a start that is not in the record yet: it outlives every reload. */
  private started: StartOutcome | undefined;

  constructor(
    private readonly context: RuntimeContext,
    private readonly runId: string,
    private readonly starts: 'here' | 'leave',
  ) {}

  /** What the canonical line says of this call. */
  fields(): Record<string, unknown> {
    return {
      runId: this.runId,
      attempt: this.record?.attempt,
      backend: this.record && backendOf(this.record),
      from: this.from,
      to: this.record?.state,
      rows: this.rows,
      calls: this.calls,
    };
  }

  async run(): Promise<Advance> {
    for (let conflicts = 0; conflicts <= mostConflicts; conflicts++) {
      const advanced = await this.fromRecord();
      if (advanced) return advanced;
    }
    return { type: 'wait', state: this.record?.state ?? 'queued', ms: writeWaitMs };
  }

  /** Undefined where somebody else changed the record meanwhile. */
  private async fromRecord(): Promise<Advance | undefined> {
    const view = await this.load();
    this.record = view.record;
    let record = view.record;
    this.from ??= record.state;
    let seen: Seen = { ...(await this.look(view)), ...(this.started && { start: this.started }) };
    let lease: Lease = { state: 'untried' };

    for (;;) {
      const [action] = decide(record, seen, lease, { now: this.context.clock.now() });
      switch (action?.type) {
        case 'commit': {
          const starting = action.record.state === 'starting' && record.state !== 'starting';
          if (action.slots === 'take') {
            const scopes = await blockedBy(this.context, record);
            if (scopes.length > 0) {
              lease = { state: 'full', scopes };
              break;
            }
          }
          if (starting && this.starts === 'leave') return { type: 'start', state: record.state };
          const outcome = await this.commit(record, action);
          if (outcome.type === 'conflict') return undefined;
          if (outcome.type === 'full') {
            lease = { state: 'full', scopes: outcome.scopes };
            break;
          }
          this.rows.push(action.row);
          measure(this.context, record, this.record);
          this.started = undefined;
          record = this.record;
          seen = starting ? { ownIntent: true } : still(seen, record);
          break;
        }
        case 'start':
          if (this.starts === 'leave') return { type: 'start', state: record.state };
          this.calls.push('start');
          this.started = await start(this.context, record);
          seen = { ...seen, start: this.started };
          break;
        case 'find':
          this.calls.push('find');
          seen = { ...seen, found: await find(this.context, record) };
          break;
        case 'stop':
          this.calls.push('stop');
          seen = { ...seen, stop: await this.stop(action.handle, action.reason, record) };
          break;
        case 'stop-stray':
          await this.stopStray(record, action.handle, action.reason);
          this.started = undefined;
          seen = { ...seen, start: undefined };
          break;
        case 'wait':
          return { type: 'wait', state: record.state, ms: action.ms };
        case 'done':
        case undefined:
          return done(record);
        default:
          return assertNever(action, 'action');
      }
    }
  }

  private async load(): Promise<RunView> {
    const view = await this.patiently(() => this.context.store.load(this.runId));
    if (!view) throw new UnknownRunError(this.runId);
    return view;
  }

  /** The service is asked before the agent's words are taken: a result written before an exit is never missed. */
  private async look(view: RunView): Promise<Seen> {
    const { record } = view;
    if (!record.handle) return said(view, record.attempt);
    const compute = await observe(this.context, record, record.handle);
    if (!compute) return said(view, record.attempt);
    this.calls.push('observe');
    const after = compute.state === 'exited' ? await this.load() : view;
    return { compute, ...said(after, record.attempt) };
  }

  private async commit(
    previous: RunRecord,
    action: Extract<Action, { type: 'commit' }>,
  ): Promise<CommitOutcome> {
    const slots = action.slots === 'take' ? slotsOf(previous, this.context.limits) : [];
    const record: RunRecord = {
      ...action.record,
      ...(action.slots === 'take' && { slots: slots.map(({ scope }) => scope) }),
    };
    const outcome = await this.patiently(() =>
      this.context.store.commit({
        previous,
        record,
        events: action.events,
        at: this.context.clock.now(),
        ...(action.slots === 'take' && { take: slots }),
        ...(action.slots === 'release' && { release: previous.slots }),
        ...(action.debt && { debt: action.debt }),
      }),
    );
    if (outcome.type === 'committed') this.record = record;
    return outcome;
  }

  /**
   * While a session has started that no record knows, the store is asked again before the session is
   * given up: then it is stopped, and its intent stays for whoever comes next.
   */
  private async patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await ask();
      } catch (error) {
        const handle = handleOf(this.started);
        if (!handle) throw error;
        if (tries < writeTries) {
          await this.context.sleep(writeWaitMs * 2 ** (tries - 1));
          continue;
        }
        this.calls.push('stop');
        const outcome = await stop(backendNamed(this.context, handle.backend), handle, {
          reason: 'The record of its start could not be written.',
          graceMs: 0,
        });
        this.context.telemetry.line('error', 'Start not written', {
          ...this.fields(),
          stop: outcome.type,
        });
        throw error;
      }
    }
  }

  private stop(handle: SessionHandle, reason: string, record: RunRecord) {
    return stop(backendNamed(this.context, handle.backend), handle, {
      reason,
      graceMs: record.policy.stopGraceMs,
    });
  }

  private async stopStray(record: RunRecord, handle: SessionHandle, reason: string): Promise<void> {
    this.calls.push('stop');
    const outcome = await this.stop(handle, reason, record);
    this.rows.push('stray');
    if (outcome.type === 'stopped' || outcome.type === 'already-gone') return;
    const now = this.context.clock.now();
    await this.context.store.putDebt({
      runId: record.runId,
      attempt: handle.attempt,
      backend: handle.backend,
      startToken: handle.startToken,
      handle,
      since: now,
      why: reason,
      tries: 1,
      ...(outcome.type === 'failed' && { error: outcome.error }),
      nextTryAt: now,
    });
  }
}

/** What of a look still holds after the record has changed. */
function still({ compute, report, spent }: Seen, record: RunRecord): Seen {
  const used = { ...(spent && { spent }) };
  if (!record.handle) return used;
  return { ...used, ...(compute && { compute }), ...(report && { report }) };
}

/** What the agents of a run have said of themselves. */
function said({ reports }: RunView, attempt: number): Seen {
  const report = reports.find((one) => one.attempt === attempt);
  const spent = {
    iterations: reports.reduce((sum, { iterations }) => sum + iterations, 0),
    costUsd: reports.reduce((sum, { costUsd }) => sum + costUsd, 0),
  };
  return { spent, ...(report && { report }) };
}

function handleOf(outcome: StartOutcome | undefined): SessionHandle | undefined {
  return outcome?.type === 'started' || outcome?.type === 'adopted' ? outcome.handle : undefined;
}

function done(record: RunRecord): Advance {
  const outcome: Outcome = record.outcome ?? {
    type: 'failed',
    reason: 'exited',
    message: 'The run ended without an outcome.',
  };
  return { type: 'done', state: record.state, outcome };
}
