import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type QueryCommandInput,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import { runKey, type Item } from './dynamo-items';
import { StoreError } from './store';

/** Times that a transaction is tried again that another one got in the way of. */
export const writeTries = 12;

/** Waits before a transaction is tried again. */
export function jitter(tries: number): Promise<void> {
  return delay(Math.random() * Math.min(20 * 2 ** tries, 1_000));
}

/** Calls to the one table. What goes wrong in them is a StoreError. */
export class DynamoTable {
  constructor(
    readonly client: DynamoDBClient,
    readonly table: string,
  ) {}

  /** Undefined where the transaction holds; otherwise the indexes of the items whose condition failed. */
  async transact(
    operation: string,
    runId: string,
    items: TransactWriteItem[],
  ): Promise<number[] | undefined> {
    try {
      await this.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
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
      throw new StoreError(operation, runId, { cause: error });
    }
  }

  /** An item of a transaction that writes a row under a condition. */
  put(
    item: Item,
    condition: string,
    values?: Item,
    names?: Record<string, string>,
  ): TransactWriteItem {
    return {
      Put: {
        TableName: this.table,
        Item: item,
        ConditionExpression: condition,
        ...(values && { ExpressionAttributeValues: values }),
        ...(names && { ExpressionAttributeNames: names }),
      },
    };
  }

  /** One row of a run, as it is now. */
  get(operation: string, runId: string, sk: string) {
    return this.send(operation, runId, () =>
      this.client.send(
        new GetItemCommand({
          TableName: this.table,
          Key: runKey(runId, sk),
          ConsistentRead: true,
        }),
      ),
    );
  }

  /** Rows, in all pages. */
  async *query(
    operation: string,
    runId: string,
    input: Omit<QueryCommandInput, 'TableName'>,
  ): AsyncIterable<Item> {
    let from: Item | undefined;
    do {
      const page = await this.send(operation, runId, () =>
        this.client.send(
          new QueryCommand({
            TableName: this.table,
            ...input,
            ...(from && { ExclusiveStartKey: from }),
          }),
        ),
      );
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  /** @throws StoreError with what the call threw as its cause */
  async send<T>(operation: string, runId: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw new StoreError(operation, runId, { cause: error });
    }
  }
}
