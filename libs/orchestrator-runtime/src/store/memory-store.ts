import type { AgentReport, AgentResult, ApprovalRequest } from '../agent-report';
import type { Debt } from '../debt';
import type { AgentEventBody, EventBody, RunEvent } from '../run-event';
import { finalStates, isFinal, type RunRecord, type RunState } from '../run-record';
import { scopesOf } from './limits';
import type { Commit, CommitOutcome, EventPage, QueueEntry, RunView, Store } from './store';

interface Row {
  record: string;
  readonly reports: Map<number, AgentReport>;
  readonly events: RunEvent[];
  wakeUp: string | undefined;
}

/** A store in the memory of one process, with the conditions of the one in DynamoDB. */
export class MemoryStore implements Store {
  private readonly rows = new Map<string, Row>();
  private readonly slots = new Map<string, Map<string, number>>();
  private readonly owed = new Map<string, Debt>();

  create(record: RunRecord): Promise<{ created: boolean; record: RunRecord }> {
    const row = this.rows.get(record.runId);
    if (row) return Promise.resolve({ created: false, record: this.read(row) });
    const created: Row = {
      record: JSON.stringify(record),
      reports: new Map(),
      events: [],
      wakeUp: undefined,
    };
    this.rows.set(record.runId, created);
    this.add(record.runId, created, record.createdAt, [
      { type: 'submitted', user: record.user, task: record.task },
    ]);
    return Promise.resolve({ created: true, record });
  }

  load(runId: string): Promise<RunView | undefined> {
    const row = this.rows.get(runId);
    if (!row) return Promise.resolve(undefined);
    return Promise.resolve({
      record: this.read(row),
      reports: [...row.reports.values()],
    });
  }

  commit({ previous, record, events, at, take, release, debt }: Commit): Promise<CommitOutcome> {
    const row = this.rows.get(record.runId);
    if (!row || this.read(row).version !== previous.version) {
      return Promise.resolve({ type: 'conflict' });
    }
    const full = (take ?? [])
      .filter(({ scope, limit }) => {
        const holders = this.live(scope, at);
        return !holders.has(record.runId) && holders.size >= limit;
      })
      .map(({ scope }) => scope);
    if (full.length > 0) return Promise.resolve({ type: 'full', scopes: full });

    for (const scope of release ?? []) this.slots.get(scope)?.delete(record.runId);
    for (const { scope } of take ?? []) {
      this.live(scope, at).set(record.runId, slotExpiry(record));
    }
    row.record = JSON.stringify(record);
    this.add(record.runId, row, at, events);
    if (debt) this.owed.set(debtKey(debt.runId, debt.attempt), debt);
    return Promise.resolve({ type: 'committed' });
  }

  events(runId: string, after: number, limit: number): Promise<EventPage> {
    const events = (this.rows.get(runId)?.events ?? []).slice(after, after + limit);
    return Promise.resolve({ events, after: after + events.length });
  }

  async *queue(): AsyncIterable<QueueEntry> {
    const waiting = this.records()
      .filter(({ state }) => state === 'queued')
      .sort((a, b) => a.dueAt - b.dueAt || (a.runId < b.runId ? -1 : 1));
    for (const record of waiting) {
      yield { runId: record.runId, since: record.dueAt, scopes: scopesOf(record) };
    }
  }

  async *due(before: number): AsyncIterable<string> {
    const ended: readonly RunState[] = finalStates;
    for (const record of this.records().sort((a, b) => a.dueAt - b.dueAt)) {
      if (record.state === 'queued' || ended.includes(record.state)) continue;
      if (record.dueAt < before) yield record.runId;
    }
  }

  holders(scope: string, now: number): Promise<readonly string[]> {
    return Promise.resolve([...this.live(scope, now).keys()]);
  }

  putDebt(debt: Debt): Promise<void> {
    this.owed.set(debtKey(debt.runId, debt.attempt), debt);
    return Promise.resolve();
  }

  clearDebt(runId: string, attempt: number): Promise<void> {
    this.owed.delete(debtKey(runId, attempt));
    return Promise.resolve();
  }

  async *debts(): AsyncIterable<Debt> {
    yield* [...this.owed.values()].sort((a, b) => a.nextTryAt - b.nextTryAt);
  }

  setWakeUp(runId: string, token: string | undefined): Promise<void> {
    const row = this.rows.get(runId);
    if (row) row.wakeUp = token;
    return Promise.resolve();
  }

  wakeUp(runId: string): Promise<string | undefined> {
    return Promise.resolve(this.rows.get(runId)?.wakeUp);
  }

  claim(report: AgentReport): Promise<'claimed' | 'duplicate' | 'superseded'> {
    const row = this.rows.get(report.runId);
    if (!row || !this.wants(row, report)) return Promise.resolve('superseded');
    const other = row.reports.get(report.attempt);
    if (other) return Promise.resolve(other.instance === report.instance ? 'claimed' : 'duplicate');
    row.reports.set(report.attempt, report);
    return Promise.resolve('claimed');
  }

  beat(report: Omit<AgentReport, 'result'>): Promise<boolean> {
    const own = this.own(report);
    if (!own) return Promise.resolve(false);
    const { result, approval } = own.report;
    own.row.reports.set(report.attempt, {
      ...report,
      ...(result && { result }),
      ...(approval && { approval }),
    });
    return Promise.resolve(true);
  }

  append(
    runId: string,
    attempt: number,
    at: number,
    events: readonly AgentEventBody[],
  ): Promise<void> {
    const row = this.rows.get(runId);
    if (row) {
      this.add(
        runId,
        row,
        at,
        events.map((event) => ({ ...event, attempt })),
      );
    }
    return Promise.resolve();
  }

  ask(report: AgentReport, request: ApprovalRequest): Promise<boolean> {
    const own = this.own(report);
    if (!own) return Promise.resolve(false);
    own.row.reports.set(report.attempt, { ...own.report, approval: request });
    return Promise.resolve(true);
  }

  finish(report: AgentReport, result: AgentResult): Promise<'written' | 'exists' | 'superseded'> {
    const own = this.own(report);
    if (!own) return Promise.resolve('superseded');
    if (own.report.result) return Promise.resolve('exists');
    const record = this.read(own.row);
    if (record.attempt !== report.attempt || isFinal(record)) return Promise.resolve('superseded');
    own.row.reports.set(report.attempt, { ...own.report, result });
    return Promise.resolve('written');
  }

  private own(report: { runId: string; attempt: number; instance: string }) {
    const row = this.rows.get(report.runId);
    const mine = row?.reports.get(report.attempt);
    return row && mine?.instance === report.instance ? { row, report: mine } : undefined;
  }

  private wants(row: Row, { attempt }: AgentReport): boolean {
    const record = this.read(row);
    return (
      record.attempt === attempt && (claimableStates as readonly RunState[]).includes(record.state)
    );
  }

  private read(row: Row): RunRecord {
    return JSON.parse(row.record) as RunRecord;
  }

  private records(): RunRecord[] {
    return [...this.rows.values()].map((row) => this.read(row));
  }

  private add(runId: string, row: Row, at: number, events: readonly EventBody[]): void {
    for (const event of events)
      row.events.push({ ...event, runId, at, seq: row.events.length + 1 });
  }

  private live(scope: string, now: number): Map<string, number> {
    const holders = this.slots.get(scope) ?? new Map<string, number>();
    for (const [runId, expiresAt] of holders) if (expiresAt <= now) holders.delete(runId);
    this.slots.set(scope, holders);
    return holders;
  }
}

/** States in which an agent may begin. */
export const claimableStates = ['starting', 'running', 'suspended'] as const;

/** Milliseconds since the epoch after which a slot counts as free although nobody gave it back. */
export function slotExpiry(record: RunRecord): number {
  return record.limits.deadlineAt + record.policy.stopPatienceMs + 24 * 3_600_000;
}

function debtKey(runId: string, attempt: number): string {
  return `${runId}#${attempt}`;
}
