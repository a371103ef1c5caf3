import { dynamoError, errorOf } from './dynamo-error';
import { DynamoStore, storeOperations, type DynamoAnswer } from './dynamo-store';
import { keyOf, TableKeys } from './table-keys';
import { transactGet } from './transact-get';
import { TransactWrite } from './transact-write';
import { WriteLock } from './write-lock';

/**
 * DynamoDB with its tables in memory: what dynalite knows, transactions, and the item with a condition
 * that fails. Where AWS answers a write beside a transaction with TransactionConflictException, it
 * waits here. An item whose time to live is over stays: AWS deletes it within days, so nobody may rely
 * on it.
 */
export class DynamoDb {
  private readonly store = new DynamoStore();
  private readonly keys = new TableKeys(this.store);
  private readonly writes = new TransactWrite(this.store, this.keys);
  private readonly lock = new WriteLock();

  /**
   * Answers a request; undefined where the operation is not known here.
   * @param text JSON text of the input
   */
  answer(operation: string, text: string): Promise<DynamoAnswer> | undefined {
    const known = operation.startsWith('Transact') || storeOperations.has(operation);
    if (known && !isObject(text)) {
      return Promise.resolve(dynamoError('SerializationException', 'The body is no JSON object.'));
    }
    switch (operation) {
      case 'TransactWriteItems':
        return this.lock.exclude(() => this.writes.run(text));
      case 'TransactGetItems':
        return this.lock.exclude(() => transactGet(this.store, text));
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
        return text.includes('ReturnValuesOnConditionCheckFailure')
          ? this.lock.exclude(() => this.write(operation, text))
          : this.lock.share(() => this.store.call(operation, text));
    }
    if (!storeOperations.has(operation)) return undefined;
    return this.lock.share(() => this.store.call(operation, text));
  }

  /** A write whose failed condition tells the item. */
  private async write(operation: string, text: string): Promise<DynamoAnswer> {
    const answer = await this.store.call(operation, text);
    const failure = errorOf(answer);
    const input = JSON.parse(text) as Record<string, unknown>;
    if (
      failure?.type !== 'ConditionalCheckFailedException' ||
      input.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD'
    ) {
      return answer;
    }
    const table = String(input.TableName);
    const names = (await this.keys.namesOf(table)) ?? [];
    const item = (input.Key ?? input.Item) as Record<string, unknown>;
    const key = keyOf(item, names);
    const read = await this.store.call(
      'GetItem',
      JSON.stringify({ TableName: table, Key: key, ConsistentRead: true }),
    );
    const { Item } = JSON.parse(read.text) as { Item?: object };
    return Item ? dynamoError(failure.type, failure.message, { Item }) : answer;
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
