import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { agentReportSchema, type AgentReport } from '../agent-report';
import type { Debt } from '../debt';
import type { RunEvent } from '../run-event';
import { finalStates, parseRecord, type RunRecord, type RunState } from '../run-record';
import { scopesOf } from './limits';
import { ItemTooLargeError } from './store';

export type Item = Record<string, AttributeValue>;

/** Name of the index for queue and sweeps: `duePk` (S), `dueAt` (N), with `scopes` (L). */
export const dueIndex = 'due';

/** Partitions of the index. */
export const queuePartition = 'QUEUE';
export const duePartition = 'DUE';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const largestItemBytes = 400 * 1_024;

export function runKey(runId: string, sk: string): { pk: AttributeValue; sk: AttributeValue } {
  return { pk: { S: `RUN#${runId}` }, sk: { S: sk } };
}

/** `sk` of a run's record and of its counter of events; reports of agents sort between them. */
export const recordSk = 'RECORD';
export const sequenceSk = 'SEQ';
export const wakeUpSk = 'WAKE';

export function reportSk(attempt: number): string {
  return `REPORT#${String(attempt).padStart(6, '0')}`;
}

export function eventSk(seq: number): string {
  return `EVENT#${String(seq).padStart(12, '0')}`;
}

export function limitKey(scope: string): { pk: AttributeValue; sk: AttributeValue } {
  return { pk: { S: `LIMIT#${scope}` }, sk: { S: 'HOLDERS' } };
}

export function debtKey(
  runId: string,
  attempt: number,
): { pk: AttributeValue; sk: AttributeValue } {
  return { pk: { S: 'DEBT' }, sk: { S: `${runId}#${attempt}` } };
}

/** Row of a record; it is in the index until the run is over, and has an end from then on. */
export function recordItem(record: RunRecord, retentionMs: number): Item {
  const over = (finalStates as readonly RunState[]).includes(record.state);
  const item: Item = {
    ...runKey(record.runId, recordSk),
    version: { N: String(record.version) },
    state: { S: record.state },
    attempt: { N: String(record.attempt) },
    scopes: { L: scopesOf(record).map((scope) => ({ S: scope })) },
    record: { S: JSON.stringify(record) },
    ...(over
      ? { expiresAt: seconds((record.endedAt ?? record.createdAt) + retentionMs) }
      : {
          duePk: { S: record.state === 'queued' ? queuePartition : duePartition },
          dueAt: { N: String(record.dueAt) },
        }),
  };
  return small(record.runId, item);
}

export function eventItem(event: RunEvent, retentionMs: number): Item {
  return small(event.runId, {
    ...runKey(event.runId, eventSk(event.seq)),
    event: { S: JSON.stringify(event) },
    expiresAt: seconds(event.at + retentionMs),
  });
}

export function debtItem(debt: Debt): Item {
  return { ...debtKey(debt.runId, debt.attempt), debt: { S: JSON.stringify(debt) } };
}

export function reportItem(report: AgentReport, retentionMs: number): Item {
  return {
    ...runKey(report.runId, reportSk(report.attempt)),
    instance: { S: report.instance },
    report: { S: reportText(report) },
    expiresAt: seconds(report.beatAt + retentionMs),
  };
}

/** What a heartbeat writes: the request for approval and the result have attributes of their own. */
export function reportText(report: Omit<AgentReport, 'result'>): string {
  return JSON.stringify({ ...report, result: undefined, approval: undefined });
}

export function readReport(item: Item): AgentReport {
  return agentReportSchema.parse({
    ...(JSON.parse(text(item, 'report')) as object),
    ...(item.approval?.S !== undefined && { approval: JSON.parse(item.approval.S) as unknown }),
    ...(item.result?.S !== undefined && { result: JSON.parse(item.result.S) as unknown }),
  });
}

/** @throws InvalidRecordError */
export function readRecord(runId: string, item: Item): RunRecord {
  return parseRecord(runId, JSON.parse(text(item, 'record')));
}

/** A row of DynamoDB stays readable for days after its end: it is gone all the same. */
export function isExpired(item: Item, now: number): boolean {
  return item.expiresAt?.N !== undefined && Number(item.expiresAt.N) * 1_000 <= now;
}

export function text(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`The row ${item.sk?.S} has no ${name}.`);
  return value;
}

export function number(item: Item | undefined, name: string): number {
  return Number(item?.[name]?.N ?? 0);
}

export function seconds(ms: number): AttributeValue {
  return { N: String(Math.ceil(ms / 1_000)) };
}

/** @throws ItemTooLargeError before DynamoDB refuses the whole transaction */
export function small(runId: string, item: Item): Item {
  const bytes = Buffer.byteLength(JSON.stringify(item));
  if (bytes > largestItemBytes) throw new ItemTooLargeError(runId, bytes, largestItemBytes);
  return item;
}
