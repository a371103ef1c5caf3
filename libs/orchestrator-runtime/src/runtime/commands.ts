import { UnknownRunError, WrongStateError } from '../errors';
import type { EventBody } from '../run-event';
import { isFinal, type RunRecord } from '../run-record';
import type { RunView } from '../store/store';
import type { RuntimeContext } from './context';

/** Changes by hosts that a command waits out. */
const mostConflicts = 50;

/**
 * Asks for a run's end; the run is cancelled once its session is known to be gone. Repeating it does
 * no harm, and a run that is over stays as it is.
 *
 * @throws UnknownRunError
 */
export async function cancel(
  context: RuntimeContext,
  runId: string,
  request: { readonly by: string; readonly reason: string },
): Promise<RunRecord> {
  const at = context.clock.now();
  return change(context, runId, ({ record }) => {
    if (isFinal(record) || record.cancel) return undefined;
    return {
      set: { cancel: { ...request, at } },
      events: [{ type: 'cancel-requested', ...request }],
    };
  });
}

/**
 * Answers what an agent asks; the first answer counts.
 *
 * @param approvalId as in the event `approval-requested`
 * @throws UnknownRunError, WrongStateError where nothing of that id was asked, or it was answered otherwise
 */
export async function answer(
  context: RuntimeContext,
  runId: string,
  approvalId: string,
  given: { readonly approved: boolean; readonly by: string; readonly comment: string },
): Promise<RunRecord> {
  const at = context.clock.now();
  return change(context, runId, ({ record, reports }) => {
    const before = record.answers[approvalId];
    if (before?.approved === given.approved) return undefined;
    if (before) throw new WrongStateError(runId, record.state, `answer ${approvalId} again`);
    const asked =
      record.approval?.id === approvalId ||
      reports.some(({ approval }) => approval?.id === approvalId);
    if (isFinal(record) || !asked) {
      throw new WrongStateError(runId, record.state, `answer '${approvalId}', which nobody asks`);
    }
    return {
      set: { answers: { ...record.answers, [approvalId]: { ...given, at } } },
      events: [{ type: 'approval-answered', id: approvalId, ...given }],
    };
  });
}

async function change(
  context: RuntimeContext,
  runId: string,
  wanted: (view: RunView) => { set: Partial<RunRecord>; events: readonly EventBody[] } | undefined,
): Promise<RunRecord> {
  for (let conflicts = 0; conflicts <= mostConflicts; conflicts++) {
    const view = await context.store.load(runId);
    if (!view) throw new UnknownRunError(runId);
    const { record: previous } = view;
    const change = wanted(view);
    if (!change) return previous;
    const record = { ...previous, ...change.set, version: previous.version + 1 };
    const at = context.clock.now();
    const outcome = await context.store.commit({ previous, record, events: change.events, at });
    if (outcome.type === 'committed') {
      await context.wake(runId);
      return record;
    }
  }
  throw new WrongStateError(runId, 'changing all the time', 'change it');
}
