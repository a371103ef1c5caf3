import type { RunRecord } from '../run-record';
import { slotsOf, takenByEarlier } from '../store/limits';
import type { QueueEntry } from '../store/store';
import type { RuntimeContext } from './context';

/** Scopes that keep a run waiting because runs that came before it are to go first; empty where it may go. */
export async function blockedBy(
  context: RuntimeContext,
  record: RunRecord,
): Promise<readonly string[]> {
  const ahead: QueueEntry[] = [];
  for await (const entry of context.store.queue()) {
    if (entry.runId === record.runId) break;
    ahead.push(entry);
  }
  const slots = slotsOf(record, context.limits);
  if (ahead.length === 0) return [];
  const scopes = new Set([...slots.map(({ scope }) => scope), ...ahead.flatMap((e) => e.scopes)]);
  const held = new Map<string, number>();
  for (const scope of scopes) {
    if (limitOf(context, scope) === Infinity) continue;
    held.set(scope, (await context.store.holders(scope, context.clock.now())).length);
  }
  return takenByEarlier(record.runId, slots, ahead, held, (scope) => limitOf(context, scope));
}

function limitOf({ limits }: RuntimeContext, scope: string): number {
  if (scope === 'account') return limits.account;
  if (scope.startsWith('user:')) return limits.perUser;
  return limits.perBackend[scope.slice('backend:'.length)] ?? Infinity;
}
