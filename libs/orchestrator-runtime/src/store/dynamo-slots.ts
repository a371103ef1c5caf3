import {
  BatchGetItemCommand,
  GetItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { RunRecord } from '../run-record';
import { limitKey, number, type Item } from './dynamo-items';
import type { DynamoTable } from './dynamo-table';
import { slotExpiry } from './memory-store';
import type { Slot } from './store';

/** Who holds slots of the limits: a row for each scope. */
export class DynamoSlots {
  constructor(private readonly table: DynamoTable) {}

  async holders(scope: string, now: number): Promise<readonly string[]> {
    const { Item } = await this.table.send('holders', scope, () =>
      this.table.client.send(
        new GetItemCommand({
          TableName: this.table.table,
          Key: limitKey(scope),
          ConsistentRead: true,
        }),
      ),
    );
    return [...liveHolders(Item, now).keys()];
  }

  /** Items that take slots for a run, or the scopes that have none left. */
  async take(
    record: RunRecord,
    slots: readonly Slot[],
    now: number,
  ): Promise<{ items: TransactWriteItem[] } | { full: string[] }> {
    if (slots.length === 0) return { items: [] };
    const { table, client } = this.table;
    const { Responses } = await this.table.send('takeSlots', record.runId, () =>
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
      return this.table.put(
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

  /** The item that gives a run's slot back. */
  release(scope: string, runId: string): TransactWriteItem {
    return {
      Update: {
        TableName: this.table.table,
        Key: limitKey(scope),
        UpdateExpression: 'REMOVE holders.#run ADD version :one',
        ExpressionAttributeNames: { '#run': runId },
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    };
  }
}

function liveHolders(item: Item | undefined, now: number): Map<string, number> {
  const all = Object.entries(item?.holders?.M ?? {}).map(([runId, { N }]): [string, number] => [
    runId,
    Number(N),
  ]);
  return new Map(all.filter(([, until]) => until > now));
}
