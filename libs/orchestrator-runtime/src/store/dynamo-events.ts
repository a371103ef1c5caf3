import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { EventBody, RunEvent } from '../run-event';
import { eventItem, eventSk, number, runKey, seconds, sequenceSk, text } from './dynamo-items';
import type { DynamoTable } from './dynamo-table';
import type { EventPage } from './store';

/** Runs whose counter of events is remembered between a read and a write. */
const mostRemembered = 1_000;

/** The histories of runs, whose events are counted without gaps. */
export class DynamoEvents {
  /** Last event of a run, as last read: a wrong one costs a read, never an event. */
  private readonly lasts = new Map<string, number>();

  constructor(
    private readonly table: DynamoTable,
    private readonly retentionMs: number,
  ) {}

  async read(runId: string, after: number, limit: number): Promise<EventPage> {
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
    for await (const item of this.table.query('events', runId, range)) {
      events.push(JSON.parse(text(item, 'event')) as RunEvent);
    }
    return { events, after: events.at(-1)?.seq ?? after };
  }

  /** Items that add events to a history, under the condition that nobody else adds meanwhile. */
  async next(
    runId: string,
    at: number,
    bodies: readonly EventBody[],
  ): Promise<TransactWriteItem[]> {
    if (bodies.length === 0) return [];
    let last = this.lasts.get(runId);
    if (last === undefined) {
      const { Item } = await this.table.get('sequence', runId, sequenceSk);
      last = number(Item, 'last');
      this.note(runId, last);
    }
    return this.items(runId, last, at, bodies);
  }

  /** Items that add events after the one of a number. */
  items(
    runId: string,
    last: number,
    at: number,
    bodies: readonly EventBody[],
  ): TransactWriteItem[] {
    const { retentionMs } = this;
    return [
      this.table.put(
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
        this.table.put(
          eventItem({ ...body, runId, at, seq: last + index + 1 }, retentionMs),
          'attribute_not_exists(pk)',
        ),
      ),
    ];
  }

  /** The number of a run's last event, as it was read. */
  note(runId: string, last: number): void {
    if (this.lasts.size >= mostRemembered) this.lasts.clear();
    this.lasts.set(runId, last);
  }

  /** Events have been written. */
  wrote(runId: string, count: number): void {
    this.note(runId, (this.lasts.get(runId) ?? 0) + count);
  }

  /** Somebody else has written events. */
  forget(runId: string): void {
    this.lasts.delete(runId);
  }
}
