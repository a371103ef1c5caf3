import type { LimitsConfig } from '../environment';
import { backendOf, type RunRecord } from '../run-record';
import type { QueueEntry, Slot } from './store';

/** The slots that a run needs to start: of its user, its backend and the account. */
export function slotsOf(record: RunRecord, limits: LimitsConfig): readonly Slot[] {
  const backend = backendOf(record);
  const perBackend = limits.perBackend[backend];
  return [
    { scope: 'account', limit: limits.account },
    ...(perBackend === undefined ? [] : [{ scope: `backend:${backend}`, limit: perBackend }]),
    { scope: `user:${record.user}`, limit: limits.perUser },
  ];
}

/** All scopes that a run may need a slot of: what its place in the queue is judged by. */
export function scopesOf(record: RunRecord): readonly string[] {
  return ['account', `backend:${backendOf(record)}`, `user:${record.user}`];
}

/**
 * Scopes in which runs that came earlier take every free slot; empty where the run may go now. First
 * come, first served within each scope: who waits for one scope keeps nobody from another.
 */
export function takenByEarlier(
  runId: string,
  slots: readonly Slot[],
  queue: readonly QueueEntry[],
  held: ReadonlyMap<string, number>,
  limitOf: (scope: string) => number,
): readonly string[] {
  const used = new Map(held);
  const reached = (scope: string) => (used.get(scope) ?? 0) >= limitOf(scope);
  for (const entry of queue) {
    if (entry.runId === runId) break;
    const blocking = entry.scopes.filter(reached);
    if (blocking.length === 0) {
      for (const scope of entry.scopes) used.set(scope, (used.get(scope) ?? 0) + 1);
    }
  }
  return slots.map(({ scope }) => scope).filter(reached);
}
