import {
  retryPresets,
  StepError,
  StepSemantics,
  type DurableContext,
  type DurableExecutionHandler,
} from '@aws/durable-execution-sdk-js';
import { UnknownRunError } from '../errors';
import type { RunState } from '../run-record';
import { advance } from '../runtime/advance';
import type { RuntimeContext } from '../runtime/context';
import { guardedSerdes } from './checkpoint-guard';
import { errorPause } from './drive';

/** What an execution hosts. */
export interface DurableInput {
  readonly runId: string;
}

/** What an execution ends with; the outcome itself is in the record. */
export interface DurableOutput {
  readonly runId: string;
  readonly state: RunState | 'unknown';
}

/** What one look came to; errors are data, since a check that throws fails its operation for good. */
type Look =
  | { readonly type: 'wait'; readonly ms: number; readonly errors: number; readonly error: string }
  | { readonly type: 'start' }
  | { readonly type: 'woken' }
  | { readonly type: 'done'; readonly state: RunState | 'unknown' };

/** Hours that one wait for a call lasts; then another one begins. */
const wakeHours = 12;

/**
 * A run's host as a durable function: every start in a step that runs at most once and is never
 * retried, everything else in one operation that races polling with being called. It holds nothing:
 * a run may come from another host, and go to one.
 *
 * @param contextOf the process's one context
 */
export function durableHost(
  contextOf: () => RuntimeContext,
): DurableExecutionHandler<DurableInput, DurableOutput> {
  return async ({ runId }, durable) => {
    for (let turn = 1; ; turn++) {
      const look = await nextLook(contextOf(), durable, runId, turn);
      if (look.type === 'done') return { runId, state: look.state };
      if (look.type !== 'start') continue;
      try {
        await durable.step(
          `start-${turn}`,
          async () => {
            const { type } = await advance(contextOf(), runId);
            return { type };
          },
          {
            semantics: StepSemantics.AtMostOncePerRetry,
            retryStrategy: retryPresets.noRetry,
            serdes: guardedSerdes(`start-${turn}`),
          },
        );
      } catch (error) {
        // Interrupted or failed: the intent in the record says what to look for.
        if (!(error instanceof StepError)) throw error;
      }
    }
  };
}

/** Polls the run until there is something to do that polling does not, or somebody calls. */
async function nextLook(
  context: RuntimeContext,
  durable: DurableContext,
  runId: string,
  turn: number,
): Promise<Look> {
  const raced = await durable.parallel<Look>(
    `watch-${turn}`,
    [
      {
        name: 'poll',
        func: (branch) =>
          branch.waitForCondition<Look>(`poll-${turn}`, (state) => lookAt(context, runId, state), {
            initialState: { type: 'wait', ms: 0, errors: 0, error: '' },
            waitStrategy: (look) =>
              look.type === 'wait'
                ? {
                    shouldContinue: true,
                    delay: { seconds: Math.max(1, Math.ceil(look.ms / 1_000)) },
                  }
                : { shouldContinue: false },
            serdes: guardedSerdes(`poll-${turn}`),
          }),
      },
      {
        name: 'call',
        func: async (branch) => {
          try {
            await branch.waitForCallback(
              `call-${turn}`,
              (callbackId) => context.store.setWakeUp(runId, callbackId),
              { timeout: { hours: wakeHours }, retryStrategy: retryPresets.noRetry },
            );
          } catch {
            // Nobody called in time, or the store did not take the address: polling finds the same.
          }
          return { type: 'woken' };
        },
      },
    ],
    { completionConfig: { minSuccessful: 1 }, itemSerdes: guardedSerdes(`watch-${turn}`) },
  );
  return raced.getResults()[0] ?? { type: 'woken' };
}

async function lookAt(context: RuntimeContext, runId: string, before: Look): Promise<Look> {
  try {
    const advanced = await advance(context, runId, { starts: 'leave' });
    switch (advanced.type) {
      case 'start':
        return { type: 'start' };
      case 'done':
        return { type: 'done', state: advanced.state };
      case 'wait':
        return { type: 'wait', ms: advanced.ms, errors: 0, error: '' };
    }
  } catch (error) {
    if (error instanceof UnknownRunError) return { type: 'done', state: 'unknown' };
    const errors = before.type === 'wait' ? before.errors + 1 : 1;
    const { name } = error as Error;
    return { type: 'wait', ms: errorPause(errors), errors, error: name };
  }
}
