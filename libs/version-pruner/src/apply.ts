import { atOnce, FUNCTIONS_AT_ONCE } from './at-once';
import { allOf, CallError, type PrunerCalls } from './calls';
import type { Clock } from './clock';
import { waitBefore } from './pace';
import type { Decision, FunctionPlan } from './plan';
import { assertPublishedVersion, newerFirst } from './qualifier';

/**
 * What became of a planned change. `gone`: it was not there any more. `kept`: something needs it since
 * the plan was made. `left`: AWS would not. `late`: the time was over; the next run goes on.
 */
export type ChangeResult = 'deleted' | 'cooled' | 'gone' | 'kept' | 'left' | 'late';

export interface AppliedChange {
  readonly functionName: string;
  readonly version: string;
  readonly action: 'cool' | 'delete';
  readonly result: ChangeResult;
  /** Why, where it was not done. */
  readonly detail?: string;
}

export interface ApplyOptions {
  readonly clock: Clock;
  /** Milliseconds to wait for a version that AWS deletes by and by. */
  readonly waitForDelete: number;
  /** Told of each change when it is over. */
  readonly onChange?: (change: AppliedChange) => void;
}

/**
 * Does what a plan says, in several functions at the same time, the oldest version first. An error ends
 * nothing but the change it belongs to.
 */
export async function applyPlans(
  plans: readonly FunctionPlan[],
  calls: PrunerCalls,
  options: ApplyOptions,
): Promise<readonly AppliedChange[]> {
  const changes: AppliedChange[] = [];
  const waits: Promise<void>[] = [];
  const over = (change: AppliedChange): void => {
    changes.push(change);
    options.onChange?.(change);
  };
  await atOnce(plans.filter(hasChanges), FUNCTIONS_AT_ONCE, async ({ name, decisions }) => {
    for (const { version, action } of oldestFirst(decisions)) {
      const { result, detail } = await changeVersion(name, version, action, calls, options.clock);
      const change = { functionName: name, version, action, result, ...(detail && { detail }) };
      if (result !== 'deleted') over(change);
      // The next version does not wait for AWS to be done with this one.
      else waits.push(inTheBackground(verify(change, calls, options).then(over)));
    }
  });
  await Promise.all(waits);
  return changes.sort(
    (a, b) =>
      (a.functionName < b.functionName ? -1 : a.functionName > b.functionName ? 1 : 0) ||
      newerFirst(a.version, b.version),
  );
}

/** Work whose error is seen once everything else is done, and is no unhandled one until then. */
function inTheBackground(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

type Change = Decision & { readonly action: 'cool' | 'delete' };

function isChange(decision: Decision): decision is Change {
  return decision.action !== 'keep';
}

function hasChanges({ decisions }: FunctionPlan): boolean {
  return decisions.some(isChange);
}

function oldestFirst(decisions: readonly Decision[]): readonly Change[] {
  return decisions.filter(isChange).sort((a, b) => newerFirst(b.version, a.version));
}

interface Ended {
  readonly result: ChangeResult;
  readonly detail?: string;
}

/** How often a change is tried that AWS says is in conflict with another one. */
const CONFLICT_ATTEMPTS = 4;
/** Milliseconds before it is tried again. */
const CONFLICT_WAIT = 2_000;

/** Looks at the aliases and changes the version, again with each attempt. */
async function changeVersion(
  functionName: string,
  version: string,
  action: 'cool' | 'delete',
  calls: PrunerCalls,
  clock: Clock,
): Promise<Ended> {
  assertPublishedVersion(version);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const alias = await aliasOf(functionName, version, calls);
      if (alias !== undefined) return { result: 'kept', detail: `alias ${alias} leads to it now` };
      if (action === 'delete') {
        await calls.deleteVersion(functionName, version);
        return { result: 'deleted' };
      }
      await calls.putLimits(functionName, version, { min: 0, max: 0 });
      return { result: 'cooled' };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const ended = endOf(error);
      if (ended) return ended;
      const wait =
        error.failure === 'conflict' && attempt < CONFLICT_ATTEMPTS
          ? CONFLICT_WAIT
          : waitBefore(error, attempt);
      if (wait === undefined) return { result: 'left', detail: error.message };
      await clock.sleep(wait);
    }
  }
}

/** What an error says for good, or undefined for one that may pass. */
function endOf({ failure, message }: CallError): Ended | undefined {
  if (failure === 'absent') return { result: 'gone' };
  if (failure === 'replica') return { result: 'kept', detail: message };
  if (failure === 'late') return { result: 'late', detail: message };
  if (failure === 'denied' || failure === 'refused') return { result: 'left', detail: message };
  return undefined;
}

async function aliasOf(
  functionName: string,
  version: string,
  calls: PrunerCalls,
): Promise<string | undefined> {
  const aliases = await allOf((marker) => calls.listAliases(functionName, marker));
  return aliases.find((alias) => alias.version === version || version in alias.weights)?.name;
}

/** First wait for a version that is still there, in milliseconds; it doubles. */
const FIRST_LOOK = 500;
const LONGEST_LOOK = 15_000;

/** Looks until the version is gone. */
async function verify(
  change: AppliedChange,
  calls: PrunerCalls,
  { clock, waitForDelete }: ApplyOptions,
): Promise<AppliedChange> {
  const until = clock.now() + waitForDelete;
  for (let wait = FIRST_LOOK; ; wait = Math.min(LONGEST_LOOK, wait * 2)) {
    let state: string;
    try {
      const details = await calls.getFunction(change.functionName, change.version);
      if (details === undefined) return change;
      state = details.state;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const result = error.failure === 'late' ? 'late' : 'left';
      return { ...change, result, detail: `AWS took the delete, but ${error.message}` };
    }
    if (clock.now() + wait > until) {
      const detail = `AWS took the delete, and its state is still ${state}`;
      return { ...change, result: 'left', detail };
    }
    await clock.sleep(wait);
  }
}
