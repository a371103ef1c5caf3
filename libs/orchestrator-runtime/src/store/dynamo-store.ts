import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type QueryCommandInput,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentReport, AgentResult, ApprovalRequest } from '../agent-report';
import type { Clock } from '../clock';
import type { Debt } from '../debt';
import type { AgentEventBody, EventBody, RunEvent } from '../run-event';
import { finalStates, type RunRecord } from '../run-record';
import {
  debtItem,
  debtKey,
  dueIndex,
  duePartition,
  eventItem,
  eventSk,
  isExpired,
  limitKey,
  number,
  queuePartition,
  readRecord,
  readReport,
  recordItem,
  recordSk,
  reportItem,
  reportSk,
  reportText,
  runKey,
  seconds,
  sequenceSk,
  small,
  text,
  wakeUpSk,
  type Item,
} from './dynamo-items';
import { claimableStates, slotExpiry } from './memory-store';
import {
  ItemTooLargeError,
  StoreError,
  type Commit,
  type CommitOutcome,
  type EventPage,
  type QueueEntry,
  type RunView,
  type Slot,
  type Store,
} from './store';

export interface DynamoStoreOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
  /** Milliseconds for which a run that is over and its history are kept. */
  readonly retentionMs: number;
}

/** Times that a transaction is tried again that another one got in the way of. */
const writeTries = 12;

/** Runs whose counter of events is remembered between a read and a write. */
const mostRemembered = 1_000;

/** One table of DynamoDB; see `docs/orchestrator.md` for its rows. */
export class DynamoStore implements Store {
  /** Last event of a run, as last read: a wrong one costs a read, never an event. */
  private readonly sequences = new Map<string, number>();

  constructor(private readonly options: DynamoStoreOptions) {}

  async create(record: RunRecord): Promise<{ created: boolean; record: RunRecord }> {
    const { runId } = record;
    const body: EventBody = { type: 'submitted', user: record.user, task: record.task };
    const items: TransactWriteItem[] = [
      this.put(recordItem(record, this.options.retentionMs), 'attribute_not_exists(pk)'),
      ...this.eventItems(runId, 0, record.createdAt, [body]),
    ];
    const failed = await this.transact('create', runId, items);
    if (!failed) {
      this.remember(runId, 1);
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
    for await (const item of this.query('load', runId, range)) items.push(item);
    const found = items.find(({ sk }) => sk?.S === recordSk);
    if (!found || isExpired(found, this.options.clock.now())) return undefined;
    this.remember(
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
      const taken = await this.takeSlots(record, take, at);
      if ('full' in taken) return { type: 'full', scopes: taken.full };
      const items: TransactWriteItem[] = [
        this.put(recordItem(record, this.options.retentionMs), 'version = :v', {
          ':v': { N: String(previous.version) },
        }),
        ...taken.items,
        ...release.map((scope) => this.releaseSlot(scope, runId)),
        ...(debt ? [{ Put: { TableName: this.options.table, Item: debtItem(debt) } }] : []),
        ...(await this.nextEvents(runId, at, events)),
      ];
      const failed = await this.transact('commit', runId, items);
      if (!failed) {
        this.remember(runId, (this.sequences.get(runId) ?? 0) + events.length);
        return { type: 'committed' };
      }
      if (failed.includes(0)) return { type: 'conflict' };
      this.sequences.delete(runId);
      await jitter(tries);
    }
    throw new StoreError('commit', runId);
  }

  async events(runId: string, after: number, limit: number): Promise<EventPage> {
    const events: RunEvent[] = [];
    const range = {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': { S: `RUN#${runId}` },
        ':first': { S: eventSk(after + 1) },
        ':last': { S: eventSk(after + limit) },
      },
      ConsistentRead: true,
    };
    for await (const item of this.query('events', runId, range)) {
      events.push(JSON.parse(text(item, 'event')) as RunEvent);
    }
    return { events, after: events.at(-1)?.seq ?? after };
  }

  async *queue(): AsyncIterable<QueueEntry> {
    const range = {
      IndexName: dueIndex,
      KeyConditionExpression: 'duePk = :p',
      ExpressionAttributeValues: { ':p': { S: queuePartition } },
    };
    for await (const item of this.query('queue', '*', range)) {
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
    for await (const item of this.query('due', '*', range)) yield runIdOf(item);
  }

  async holders(scope: string, now: number): Promise<readonly string[]> {
    const { Item } = await this.send('holders', scope, () =>
      this.options.client.send(
        new GetItemCommand({
          TableName: this.options.table,
          Key: limitKey(scope),
          ConsistentRead: true,
        }),
      ),
    );
    return [...liveHolders(Item, now).keys()];
  }

  async putDebt(debt: Debt): Promise<void> {
    await this.send('putDebt', debt.runId, () =>
      this.options.client.send(
        new PutItemCommand({ TableName: this.options.table, Item: debtItem(debt) }),
      ),
    );
  }

  async clearDebt(runId: string, attempt: number): Promise<void> {
    await this.send('clearDebt', runId, () =>
      this.options.client.send(
        new DeleteItemCommand({ TableName: this.options.table, Key: debtKey(runId, attempt) }),
      ),
    );
  }

  async *debts(): AsyncIterable<Debt> {
    const range = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'DEBT' } },
      ConsistentRead: true,
    };
    for await (const item of this.query('debts', '*', range)) {
      yield JSON.parse(text(item, 'debt')) as Debt;
    }
  }

  async setWakeUp(runId: string, token: string | undefined): Promise<void> {
    const key = { TableName: this.options.table, Key: runKey(runId, wakeUpSk) };
    const { client, clock, retentionMs } = this.options;
    await this.send('setWakeUp', runId, () =>
      token === undefined
        ? client.send(new DeleteItemCommand(key))
        : client.send(
            new PutItemCommand({
              TableName: this.options.table,
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
    const { Item } = await this.get('wakeUp', runId, wakeUpSk);
    return Item?.wakeUp?.S;
  }

  async claim(report: AgentReport): Promise<'claimed' | 'duplicate' | 'superseded'> {
    const failed = await this.transact('claim', report.runId, [
      this.wanted(report, claimableStates, true),
      this.put(reportItem(report, this.options.retentionMs), 'attribute_not_exists(pk)'),
    ]);
    if (!failed) return 'claimed';
    if (failed.includes(0)) return 'superseded';
    const { Item } = await this.get('claim', report.runId, reportSk(report.attempt));
    return Item?.instance?.S === report.instance ? 'claimed' : 'duplicate';
  }

  beat(report: Omit<AgentReport, 'result'>): Promise<boolean> {
    return this.updateReport('beat', report, 'SET report = :value', reportText(report));
  }

  ask(report: AgentReport, request: ApprovalRequest): Promise<boolean> {
    return this.updateReport('ask', report, 'SET approval = :value', JSON.stringify(request));
  }

  async append(
    runId: string,
    attempt: number,
    at: number,
    events: readonly AgentEventBody[],
  ): Promise<void> {
    for (let tries = 0; tries < writeTries; tries++) {
      const bodies = events.map((event) => ({ ...event, attempt }));
      const items = await this.nextEvents(runId, at, bodies);
      if (!(await this.transact('append', runId, items))) {
        this.remember(runId, (this.sequences.get(runId) ?? 0) + events.length);
        return;
      }
      this.sequences.delete(runId);
      await jitter(tries);
    }
    throw new StoreError('append', runId);
  }

  async finish(
    report: AgentReport,
    result: AgentResult,
  ): Promise<'written' | 'exists' | 'superseded'> {
    const { runId, attempt, instance } = report;
    const value = JSON.stringify(result);
    small(runId, { result: { S: value } });
    const failed = await this.transact('finish', runId, [
      this.wanted(report, finalStates, false),
      {
        Update: {
          TableName: this.options.table,
          Key: runKey(runId, reportSk(attempt)),
          UpdateExpression: 'SET #result = :value',
          ConditionExpression: 'instance = :instance AND attribute_not_exists(#result)',
          ExpressionAttributeNames: { '#result': 'result' },
          ExpressionAttributeValues: { ':value': { S: value }, ':instance': { S: instance } },
        },
      },
    ]);
    if (!failed) return 'written';
    if (failed.includes(0)) return 'superseded';
    const { Item } = await this.get('finish', runId, reportSk(attempt));
    if (Item?.instance?.S !== instance) return 'superseded';
    // The answer to the write may have been lost: what is there is this agent's own.
    return 'exists';
  }

  private async updateReport(
    operation: string,
    { runId, attempt, instance }: Pick<AgentReport, 'runId' | 'attempt' | 'instance'>,
    expression: string,
    value: string,
  ): Promise<boolean> {
    try {
      await this.send(operation, runId, () =>
        this.options.client.send(
          new UpdateItemCommand({
            TableName: this.options.table,
            Key: runKey(runId, reportSk(attempt)),
            UpdateExpression: expression,
            ConditionExpression: 'instance = :instance',
            ExpressionAttributeValues: { ':value': { S: value }, ':instance': { S: instance } },
          }),
        ),
      );
      return true;
    } catch (error) {
      if ((error as Error).cause instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** A condition that the run still has the attempt, and that its state is or is not one of these. */
  private wanted(
    { runId, attempt }: AgentReport,
    states: readonly string[],
    isOne: boolean,
  ): TransactWriteItem {
    const names = states.map((_, index) => `:s${index}`);
    const isIn = `#state IN (${names.join(', ')})`;
    return {
      ConditionCheck: {
        TableName: this.options.table,
        Key: runKey(runId, recordSk),
        ConditionExpression: `#attempt = :attempt AND ${isOne ? isIn : `NOT ${isIn}`}`,
        ExpressionAttributeNames: { '#state': 'state', '#attempt': 'attempt' },
        ExpressionAttributeValues: {
          ':attempt': { N: String(attempt) },
          ...Object.fromEntries(states.map((state, index) => [`:s${index}`, { S: state }])),
        },
      },
    };
  }

  private async takeSlots(
    record: RunRecord,
    slots: readonly Slot[],
    now: number,
  ): Promise<{ items: TransactWriteItem[] } | { full: string[] }> {
    if (slots.length === 0) return { items: [] };
    const { table, client } = this.options;
    const { Responses } = await this.send('takeSlots', record.runId, () =>
      client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [table]: { Keys: slots.map(({ scope }) => limitKey(scope)), ConsistentRead: true },
          },
        }),
      ),
    );
    const found = new Map((Responses?.[table] ?? []).map((item) => [item.pk?.S, item]));
    const full: string[] = [];
    const items = slots.map(({ scope, limit }): TransactWriteItem => {
      const key = limitKey(scope);
      const item = found.get(key.pk.S);
      const holders = liveHolders(item, now);
      if (!holders.has(record.runId) && holders.size >= limit) full.push(scope);
      holders.set(record.runId, slotExpiry(record));
      const version = number(item, 'version');
      return this.put(
        {
          ...key,
          version: { N: String(version + 1) },
          holders: {
            M: Object.fromEntries([...holders].map(([id, until]) => [id, { N: String(until) }])),
          },
        },
        item ? 'version = :v' : 'attribute_not_exists(pk)',
        item && { ':v': { N: String(version) } },
      );
    });
    return full.length > 0 ? { full } : { items };
  }

  private releaseSlot(scope: string, runId: string): TransactWriteItem {
    return {
      Update: {
        TableName: this.options.table,
        Key: limitKey(scope),
        UpdateExpression: 'REMOVE holders.#run ADD version :one',
        ExpressionAttributeNames: { '#run': runId },
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    };
  }

  private async nextEvents(
    runId: string,
    at: number,
    bodies: readonly EventBody[],
  ): Promise<TransactWriteItem[]> {
    if (bodies.length === 0) return [];
    let last = this.sequences.get(runId);
    if (last === undefined) {
      const { Item } = await this.get('sequence', runId, sequenceSk);
      last = number(Item, 'last');
      this.remember(runId, last);
    }
    return this.eventItems(runId, last, at, bodies);
  }

  private eventItems(
    runId: string,
    last: number,
    at: number,
    bodies: readonly EventBody[],
  ): TransactWriteItem[] {
    const { retentionMs } = this.options;
    return [
      this.put(
        {
          ...runKey(runId, sequenceSk),
          last: { N: String(last + bodies.length) },
          expiresAt: seconds(at + retentionMs),
        },
        last === 0 ? 'attribute_not_exists(pk)' : '#last = :last',
        last === 0 ? undefined : { ':last': { N: String(last) } },
        last === 0 ? undefined : { '#last': 'last' },
      ),
      ...bodies.map((body, index) =>
        this.put(
          eventItem({ ...body, runId, at, seq: last + index + 1 }, retentionMs),
          'attribute_not_exists(pk)',
        ),
      ),
    ];
  }

  private put(
    item: Item,
    condition: string,
    values?: Item,
    names?: Record<string, string>,
  ): TransactWriteItem {
    return {
      Put: {
        TableName: this.options.table,
        Item: item,
        ConditionExpression: condition,
        ...(values && { ExpressionAttributeValues: values }),
        ...(names && { ExpressionAttributeNames: names }),
      },
    };
  }

  /** Undefined where the transaction holds; otherwise the indexes of the items whose condition failed. */
  private async transact(
    operation: string,
    runId: string,
    items: TransactWriteItem[],
  ): Promise<number[] | undefined> {
    try {
      await this.options.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return undefined;
    } catch (error) {
      if (error instanceof TransactionCanceledException) {
        const reasons = error.CancellationReasons ?? [];
        const codes = reasons.map(({ Code }) => Code);
        if (
          codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')
        ) {
          return codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
        }
      }
      if (error instanceof ItemTooLargeError) throw error;
      throw new StoreError(operation, runId, { cause: error });
    }
  }

  private get(operation: string, runId: string, sk: string) {
    return this.send(operation, runId, () =>
      this.options.client.send(
        new GetItemCommand({
          TableName: this.options.table,
          Key: runKey(runId, sk),
          ConsistentRead: true,
        }),
      ),
    );
  }

  private async *query(
    operation: string,
    runId: string,
    input: Omit<QueryCommandInput, 'TableName'>,
  ): AsyncIterable<Item> {
    let from: Item | undefined;
    do {
      const page = await this.send(operation, runId, () =>
        this.options.client.send(
          new QueryCommand({
            TableName: this.options.table,
            ...input,
            ...(from && { ExclusiveStartKey: from }),
          }),
        ),
      );
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  private async send<T>(operation: string, runId: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw new StoreError(operation, runId, { cause: error });
    }
  }

  private remember(runId: string, last: number): void {
    if (this.sequences.size >= mostRemembered) this.sequences.clear();
    this.sequences.set(runId, last);
  }
}

function liveHolders(item: Item | undefined, now: number): Map<string, number> {
  const all = Object.entries(item?.holders?.M ?? {}).map(([runId, { N }]): [string, number] => [
    runId,
    Number(N),
  ]);
  return new Map(all.filter(([, until]) => until > now));
}

function runIdOf(item: Item): string {
  return (item.pk?.S ?? '').slice('RUN#'.length);
}

function jitter(tries: number): Promise<void> {
  return delay(Math.random() * Math.min(20 * 2 ** tries, 1_000));
}
