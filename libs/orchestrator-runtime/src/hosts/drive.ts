import { UnknownRunError } from '../errors';
import { advance } from '../runtime/advance';
import type { RuntimeContext } from '../runtime/context';

/** Milliseconds between two tries where a run cannot be advanced: the first, and the longest. */
const shortestPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Hosts one run until it is over or the signal says stop. What it cannot do now, such as where the
 * store does not answer, it tries again.
 */
export async function drive(
  context: RuntimeContext,
  runId: string,
  signal?: AbortSignal,
): Promise<void> {
  for (let errors = 0; !signal?.aborted;) {
    let pause: number;
    try {
      const advanced = await advance(context, runId);
      if (advanced.type === 'done') return;
      errors = 0;
      pause = advanced.type === 'wait' ? advanced.ms : 0;
    } catch (error) {
      if (error instanceof UnknownRunError) return;
      pause = errorPause(errors++);
    }
    await context.sleep(pause);
  }
}

/** Milliseconds to wait after so many errors in a row. */
export function errorPause(errors: number): number {
  return Math.min(shortestPauseMs * 2 ** Math.min(errors, 10), longestPauseMs);
}
