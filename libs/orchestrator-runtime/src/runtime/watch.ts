import { UnknownRunError } from '../errors';
import type { RunEvent } from '../run-event';
import type { RuntimeContext } from './context';

const pageSize = 100;

/** Milliseconds between two looks; longer while nothing happens. */
const shortestPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * What happens to a run, from an event on, until it is over or the signal says stop. Resumable: go on
 * with `after` = the last event's `seq`.
 *
 * @throws UnknownRunError
 */
export async function* watch(
  { store, sleep }: Pick<RuntimeContext, 'store' | 'sleep'>,
  runId: string,
  { after = 0, signal }: { readonly after?: number; readonly signal?: AbortSignal } = {},
): AsyncGenerator<RunEvent> {
  if (!(await store.load(runId))) throw new UnknownRunError(runId);
  let last = after;
  let pause = shortestPauseMs;
  while (!signal?.aborted) {
    const page = await store.events(runId, last, pageSize);
    for (const event of page.events) {
      yield event;
      last = event.seq;
      if (event.type === 'ended') return;
    }
    if (page.events.length > 0) {
      pause = shortestPauseMs;
      continue;
    }
    if (await isOver(store, runId, last)) return;
    await sleep(pause);
    pause = Math.min(pause * 2, longestPauseMs);
  }
}

/** Somebody who goes on after the last event has nothing to wait for. */
async function isOver(
  store: RuntimeContext['store'],
  runId: string,
  after: number,
): Promise<boolean> {
  const view = await store.load(runId);
  // Kept no longer: nothing comes any more.
  if (!view) return true;
  if (view.record.endedAt === undefined) return false;
  return (await store.events(runId, after, 1)).events.length === 0;
}
