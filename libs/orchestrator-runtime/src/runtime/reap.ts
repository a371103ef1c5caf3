import type { ClassifiedError } from '../classified-error';
import type { Debt } from '../debt';
import type { SessionHandle } from '../handle';
import { InvalidRecordError, isFinal } from '../run-record';
import { advance } from './advance';
import { specOf, stop } from './ask-backend';
import { backendNamed, type RuntimeContext } from './context';

/** Milliseconds that a host may be late before the reaper takes its place for one step. */
const hostLatenessMs = 60_000;

/** Milliseconds for which a session of a start without an answer is looked for: as long as a token holds. */
const lookForMs = 24 * 3_600_000;

/** Why an orphan is stopped. */
const unwanted = 'No run wants this session.';

/** Milliseconds for which a service shows a session at least, once it has ended: an hour on ECS. */
const shownMs = 3_600_000;

/** Milliseconds between two tries of one debt: the first, and the longest. */
const shortestPauseMs = 30_000;
const longestPauseMs = 900_000;

/** What one sweep did. */
export interface Sweep {
  /** Runs that no host had looked at in time. */
  readonly advanced: number;
  /** Runs that could not be advanced, and backends whose sessions could not be listed; each has a line in the log. */
  readonly stranded: number;
  readonly orphansStopped: number;
  readonly debtsCleared: number;
  /** Debts that remain. */
  readonly debts: number;
}

/**
 * Looks after everything that no host looks after: runs whose host died, sessions that may still run
 * although their runs have moved on, sessions that no record wants. Any number may run at a time.
 */
export async function reap(context: RuntimeContext): Promise<Sweep> {
  const { telemetry, clock } = context;
  const begun = clock.now();
  const { advanced, stranded } = await advanceLate(context);
  const orphans = await sweepOrphans(context);
  const { cleared, left } = await payDebts(context);
  const sweep: Sweep = {
    advanced,
    stranded: stranded + orphans.unreadable,
    orphansStopped: orphans.stopped,
    debtsCleared: cleared,
    debts: left,
  };
  telemetry.metric('CleanupDebt', left);
  telemetry.metric('OrphansStopped', orphans.stopped);
  telemetry.metric('RunsStranded', sweep.stranded);
  telemetry.line('info', 'Swept', { ...sweep, durationMs: clock.now() - begun });
  return sweep;
}

async function advanceLate(
  context: RuntimeContext,
): Promise<{ advanced: number; stranded: number }> {
  const { store, clock, telemetry } = context;
  const late: string[] = [];
  let oldest = clock.now();
  for await (const { runId, since } of store.queue()) {
    oldest = Math.min(oldest, since);
    late.push(runId);
  }
  telemetry.metric('QueueAge', clock.now() - oldest);
  for await (const runId of store.due(clock.now() - hostLatenessMs)) late.push(runId);
  let stranded = 0;
  for (const runId of late) {
    // A run that cannot be advanced keeps nobody else waiting; `advance` has written why.
    await advance(context, runId).catch(() => stranded++);
  }
  return { advanced: late.length - stranded, stranded };
}

async function sweepOrphans(
  context: RuntimeContext,
): Promise<{ stopped: number; unreadable: number }> {
  let stopped = 0;
  let unreadable = 0;
  // They are stopped as debts, with pauses that grow.
  const owed = new Set<string>();
  for await (const { startToken, handle } of context.store.debts())
    if (handle) owed.add(startToken);
  for (const backend of context.backends.values()) {
    if (backend.observes !== 'native') continue;
    try {
      for await (const handle of backend.owned()) {
        if (owed.has(handle.startToken)) continue;
        if (await isWanted(context, handle).catch(readable)) continue;
        const outcome = await stop(backend, handle, { reason: unwanted, graceMs: 30_000 });
        if (outcome.type === 'failed') await owe(context, handle, outcome.error);
        else stopped++;
        context.telemetry.line('warn', 'Orphan found', {
          runId: handle.runId,
          attempt: handle.attempt,
          backend: backend.name,
          stop: outcome.type,
        });
      }
    } catch (error) {
      unreadable++;
      context.telemetry.line('error', 'Sessions not listed', {
        backend: backend.name,
        error: (error as Error).name,
        reason: (error as Error).message,
      });
    }
  }
  return { stopped, unreadable };
}

/** A session that no record wants and that could not be stopped: the alarm on debts sees it. */
async function owe(
  { store, clock }: RuntimeContext,
  handle: SessionHandle,
  error: ClassifiedError,
): Promise<void> {
  const { runId, attempt, backend, startToken } = handle;
  const now = clock.now();
  const session = { runId, attempt, backend, startToken, handle, error };
  const nextTryAt = now + shortestPauseMs;
  await store.putDebt({ ...session, since: now, why: unwanted, tries: 1, nextTryAt });
}

/** Whether the record has the session's attempt and is not over: an intent is there before its session. */
async function isWanted({ store }: RuntimeContext, handle: SessionHandle): Promise<boolean> {
  const view = await store.load(handle.runId);
  return view !== undefined && !isFinal(view.record) && view.record.attempt === handle.attempt;
}

/** A record that cannot be read may want its session. */
function readable(error: unknown): boolean {
  if (error instanceof InvalidRecordError) return true;
  throw error;
}

async function payDebts(context: RuntimeContext): Promise<{ cleared: number; left: number }> {
  let cleared = 0;
  let left = 0;
  for await (const debt of context.store.debts()) {
    const paid = await payDebt(context, debt).catch((error: unknown) => {
      context.telemetry.line('error', 'Debt not paid', {
        runId: debt.runId,
        attempt: debt.attempt,
        backend: debt.backend,
        error: (error as Error).name,
        reason: (error as Error).message,
      });
      return false;
    });
    if (paid) {
      await context.store.clearDebt(debt.runId, debt.attempt);
      cleared++;
    } else left++;
  }
  return { cleared, left };
}

/** True where the session is known to be gone. */
async function payDebt(context: RuntimeContext, debt: Debt): Promise<boolean> {
  const { store, clock } = context;
  const now = clock.now();
  if (now < debt.nextTryAt) return false;
  const backend = backendNamed(context, debt.backend);
  const view = await store.load(debt.runId);
  const report = view?.reports.find(({ attempt }) => attempt === debt.attempt);

  let { handle } = debt;
  if (!handle) {
    if (backend.observes === 'native') handle = await backend.find(debt.startToken);
    else if (view) {
      handle = backend.handleOf(specOf(context, { ...view.record, attempt: debt.attempt }));
    }
  }
  if (!handle) {
    if (now >= debt.since + lookForMs) return true;
    await store.putDebt(later(debt, now));
    return false;
  }

  let forgotten = false;
  if (backend.observes === 'native') {
    const seen = await backend.observe(handle);
    if (seen.state === 'exited') return true;
    const missing = seen.state === 'unknown' && seen.why === 'missing';
    forgotten = missing && now >= debt.since + shownMs;
  }
  const outcome = await stop(backend, handle, { reason: debt.why, graceMs: 30_000 });
  if (outcome.type === 'stopped' || outcome.type === 'already-gone') return true;
  if (outcome.type === 'failed' && !outcome.mayStillRun) return true;
  if (outcome.type === 'requested' && forgotten) return true;
  if (backend.observes === 'heartbeat-only' && outcome.type === 'requested') {
    // Only the agent's goodbye or its silence after a stop says that it is gone.
    const beat = report?.beat ?? 0;
    const silentSince = debt.silence?.beat === beat ? debt.silence.since : now;
    const lostAfterMs = view?.record.policy.lostAfterMs ?? longestPauseMs;
    if (report?.ended || now >= silentSince + lostAfterMs) return true;
    await store.putDebt({
      ...later(debt, now),
      handle,
      silence: { beat, since: silentSince },
    });
    return false;
  }
  await store.putDebt({
    ...later(debt, now),
    handle,
    ...(outcome.type === 'failed' && { error: outcome.error }),
  });
  return false;
}

function later(debt: Debt, now: number): Debt {
  const pause = Math.min(shortestPauseMs * 2 ** debt.tries, longestPauseMs);
  return { ...debt, tries: debt.tries + 1, nextTryAt: now + pause };
}
