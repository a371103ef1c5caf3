import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { AgentReport, AgentResult, ApprovalRequest } from '../agent-report';
import type { Clock } from '../clock';
import type { Debt } from '../debt';
import type { AgentEventBody, EventBody } from '../run-event';
import type { RunRecord } from '../run-record';
import { DynamoAgentStore } from './dynamo-agent-store';
import { DynamoEvents } from './dynamo-events';
import {
  debtItem,
  debtKey,
  dueIndex,
  duePartition,
  isExpired,
  number,
  queuePartition,
  readRecord,
  readReport,
  recordItem,
  recordSk,
  runKey,
  seconds,
  sequenceSk,
  text,
  wakeUpSk,
  type Item,
} from './dynamo-items';
import { DynamoSlots } from './dynamo-slots';
import { DynamoTable, jitter, writeTries } from './dynamo-table';
import {
  StoreError,
  type Commit,
  type CommitOutcome,
  type EventPage,
  type QueueEntry,
  type RunView,
  type Store,
} from './store';

export interface DynamoStoreOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
  /** Milliseconds for which a run that is over and its history are kept. */
  readonly retentionMs: number;
}

/** One table of DynamoDB; see `docs/orchestrator.md` for its rows. */
export class DynamoStore implements Store {
  private readonly table: DynamoTable;
  private readonly history: DynamoEvents;
  private readonly slots: DynamoSlots;
  private readonly agents: DynamoAgentStore;

  constructor(private readonly options: DynamoStoreOptions) {
    const { client, table, retentionMs } = options;
    this.table = new DynamoTable(client, table);
    this.history = new DynamoEvents(this.table, retentionMs);
    this.slots = new DynamoSlots(this.table);
    this.agents = new DynamoAgentStore(this.table, this.history, retentionMs);
  }

  async create(record: RunRecord): Promise<{ created: boolean; record: RunRecord }> {
    const { runId } = record;
    const body: EventBody = { type: 'submitted', user: record.user, task: record.task };
    const items: TransactWriteItem[] = [
      this.table.put(recordItem(record, this.options.retentionMs), 'attribute_not_exists(pk)'),
      ...this.history.items(runId, 0, record.createdAt, [body]),
    ];
    const failed = await this.table.transact('create', runId, items);
    if (!failed) {
      this.history.note(runId, 1);
      return { created: true, record };
    }
    const view = await this.load(runId);
    if (!view) throw new StoreError('create', runId);
    return { created: false, record: view.record };
  }

  async load(runId: string): Promise<RunView | undefined> {
    const items: Item[] = [];
    const range = {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': { S: `RUN#${runId}` },
        ':first': { S: recordSk },
        ':last': { S: sequenceSk },
      },
      ConsistentRead: true,
    };
    for await (const item of this.table.query('load', runId, range)) items.push(item);
    const found = items.find(({ sk }) => sk?.S === recordSk);
    if (!found || isExpired(found, this.options.clock.now())) return undefined;
    this.history.note(
      runId,
      number(
        items.find(({ sk }) => sk?.S === sequenceSk),
        'last',
      ),
    );
    return {
      record: readRecord(runId, found),
      reports: items.filter(({ sk }) => sk?.S?.startsWith('REPORT#')).map(readReport),
    };
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    const { previous, record, events, at, take = [], release = [], debt } = commit;
    const { runId } = record;
    for (let tries = 0; tries < writeTries; tries++) {
      const taken = await this.slots.take(record, take, at);
      if ('full' in taken) return { type: 'full', scopes: taken.full };
      const items: TransactWriteItem[] = [
        this.table.put(recordItem(record, this.options.retentionMs), 'version = :v', {
          ':v': { N: String(previous.version) },
        }),
        ...taken.items,
        ...release.map((scope) => this.slots.release(scope, runId)),
        ...(debt ? [{ Put: { TableName: this.table.table, Item: debtItem(debt) } }] : []),
        ...(await this.history.next(runId, at, events)),
      ];
      const failed = await this.table.transact('commit', runId, items);
      if (!failed) {
        this.history.wrote(runId, events.length);
        return { type: 'committed' };
      }
      if (failed.includes(0)) return { type: 'conflict' };
      this.history.forget(runId);
      await jitter(tries);
    }
    throw new StoreError('commit', runId);
  }

  events(runId: string, after: number, limit: number): Promise<EventPage> {
    return this.history.read(runId, after, limit);
  }

  holders(scope: string, now: number): Promise<readonly string[]> {
    return this.slots.holders(scope, now);
  }

  async *queue(): AsyncIterable<QueueEntry> {
    const range = {
      IndexName: dueIndex,
      KeyConditionExpression: 'duePk = :p',
      ExpressionAttributeValues: { ':p': { S: queuePartition } },
    };
    for await (const item of this.table.query('queue', '*', range)) {
      yield {
        runId: runIdOf(item),
        since: number(item, 'dueAt'),
        scopes: (item.scopes?.L ?? []).map(({ S }) => S ?? ''),
      };
    }
  }

  async *due(before: number): AsyncIterable<string> {
    const range = {
      IndexName: dueIndex,
      KeyConditionExpression: 'duePk = :p AND dueAt < :before',
      ExpressionAttributeValues: { ':p': { S: duePartition }, ':before': { N: String(before) } },
    };
    for await (const item of this.table.query('due', '*', range)) yield runIdOf(item);
  }

  async putDebt(debt: Debt): Promise<void> {
    await this.table.send('putDebt', debt.runId, () =>
      this.table.client.send(
        new PutItemCommand({ TableName: this.table.table, Item: debtItem(debt) }),
      ),
    );
  }

  async clearDebt(runId: string, attempt: number): Promise<void> {
    await this.table.send('clearDebt', runId, () =>
      this.table.client.send(
        new DeleteItemCommand({ TableName: this.table.table, Key: debtKey(runId, attempt) }),
      ),
    );
  }

  async *debts(): AsyncIterable<Debt> {
    const range = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'DEBT' } },
      ConsistentRead: true,
    };
    for await (const item of this.table.query('debts', '*', range)) {
      yield JSON.parse(text(item, 'debt')) as Debt;
    }
  }

  async setWakeUp(runId: string, token: string | undefined): Promise<void> {
    const key = { TableName: this.table.table, Key: runKey(runId, wakeUpSk) };
    const { client, clock, retentionMs } = this.options;
    await this.table.send('setWakeUp', runId, () =>
      token === undefined
        ? client.send(new DeleteItemCommand(key))
        : client.send(
            new PutItemCommand({
              TableName: this.table.table,
              Item: {
                ...key.Key,
                wakeUp: { S: token },
                expiresAt: seconds(clock.now() + retentionMs),
              },
            }),
          ),
    );
  }

  async wakeUp(runId: string): Promise<string | undefined> {
    const { Item } = await this.table.get('wakeUp', runId, wakeUpSk);
    return Item?.wakeUp?.S;
  }

  claim(report: AgentReport): Promise<'claimed' | 'duplicate' | 'superseded'> {
    return this.agents.claim(report);
  }

  beat(report: Omit<AgentReport, 'result'>): Promise<boolean> {
    return this.agents.beat(report);
  }

  append(
    runId: string,
    attempt: number,
    at: number,
    events: readonly AgentEventBody[],
  ): Promise<void> {
    return this.agents.append(runId, attempt, at, events);
  }

  ask(report: AgentReport, request: ApprovalRequest): Promise<boolean> {
    return this.agents.ask(report, request);
  }

  finish(report: AgentReport, result: AgentResult): Promise<'written' | 'exists' | 'superseded'> {
    return this.agents.finish(report, result);
  }
}

function runIdOf(item: Item): string {
  return (item.pk?.S ?? '').slice('RUN#'.length);
}
