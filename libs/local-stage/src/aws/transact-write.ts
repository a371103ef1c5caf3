import { dynamoError, errorOf } from './dynamo-error';
import type { DynamoAnswer, DynamoStore } from './dynamo-store';
import { RememberedTokens } from './idempotency';
import { keyOf, type AttributeMap, type TableKeys } from './table-keys';
import { actionsOf, type TransactionAction } from './transaction-action';

/** Why one action of a transaction stands in its way; `None` where it does not. */
interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: AttributeMap;
}

/** An action with the item as it was before the transaction. */
interface Prepared extends TransactionAction {
  readonly key: AttributeMap;
  readonly before: AttributeMap | undefined;
}

/** What depends on the item that is there: the transaction is cancelled, not malformed. */
const foundOnlyAtTheItem =
  /document path provided|incorrect data type|attribute that does not exist in the item|exceeded the maximum allowed size|Type mismatch for|does not match the schema|unsupported type/;

/** Write capacity of an action is twice that of the operation alone. */
const capacityFactor = 2;

/** TransactWriteItems. Everything of one call happens while nothing else does; the caller sees to that. */
export class TransactWrite {
  private readonly tokens = new RememberedTokens<string>();

  constructor(
    private readonly store: DynamoStore,
    private readonly keys: TableKeys,
  ) {}

  /** @param text JSON text of the input */
  async run(text: string): Promise<DynamoAnswer> {
    const { ClientRequestToken: token, ...input } = JSON.parse(text) as Record<string, unknown>;
    const actions = actionsOf(input.TransactItems);
    if (typeof actions === 'string') return dynamoError('ValidationException', actions);
    if (typeof token !== 'string') return this.transact(actions, input);

    const comparable = JSON.stringify(input.TransactItems);
    const done = this.tokens.find(token, comparable);
    if (done === 'mismatch') {
      return dynamoError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
      );
    }
    if (done) return { statusCode: 200, text: done.result };
    const answer = await this.transact(actions, input);
    if (answer.statusCode === 200) this.tokens.remember(token, comparable, answer.text);
    return answer;
  }

  private async transact(
    actions: readonly TransactionAction[],
    { ReturnConsumedCapacity }: Readonly<Record<string, unknown>>,
  ): Promise<DynamoAnswer> {
    const prepared = await this.prepare(actions);
    if ('statusCode' in prepared) return prepared;
    const reasons: CancellationReason[] = [];
    const consumed = new Map<string, number>();
    const refuse = async (answer: DynamoAnswer): Promise<DynamoAnswer> => {
      // Backwards is not needed: no two actions are of one item.
      for (const action of prepared.slice(0, reasons.length)) await this.restore(action);
      return answer;
    };
    for (const action of prepared) {
      const answer = await this.apply(action, ReturnConsumedCapacity);
      const failure = errorOf(answer);
      const reason = failure ? reasonOf(failure, action) : ({ Code: 'None' } as const);
      if (!reason) return refuse(answer);
      reasons.push(reason);
      addCapacity(consumed, answer);
      // A check must leave no trace, even where nothing stands in the way.
      if (action.kind === 'ConditionCheck' && !action.before) await this.restore(action);
    }
    if (reasons.some(({ Code }) => Code !== 'None')) {
      const codes = reasons.map(({ Code }) => Code).join(', ');
      const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
      return refuse(
        dynamoError('TransactionCanceledException', message, { CancellationReasons: reasons }),
      );
    }
    return { statusCode: 200, text: JSON.stringify(capacityOf(consumed)) };
  }

  /** Reads what every item is before the first of them changes. */
  private async prepare(
    actions: readonly TransactionAction[],
  ): Promise<readonly Prepared[] | DynamoAnswer> {
    const prepared: Prepared[] = [];
    const seen = new Set<string>();
    for (const action of actions) {
      const { table, target } = action;
      const names = await this.keys.namesOf(table);
      if (!names) return dynamoError('ResourceNotFoundException', 'Requested resource not found');
      const key = action.kind === 'Put' ? keyOf(target, names) : target;
      const identity = JSON.stringify([table, names.map((name) => key[name])]);
      if (seen.has(identity)) {
        return dynamoError(
          'ValidationException',
          'Transaction request cannot include multiple operations on one item',
        );
      }
      seen.add(identity);
      prepared.push({ ...action, key, before: await this.read(table, key) });
    }
    return prepared;
  }

  private async read(table: string, key: AttributeMap): Promise<AttributeMap | undefined> {
    const input = { TableName: table, Key: key, ConsistentRead: true };
    const { statusCode, text } = await this.store.call('GetItem', JSON.stringify(input));
    // A key that does not fit the table is told by the action itself.
    return statusCode === 200 ? (JSON.parse(text) as { Item?: AttributeMap }).Item : undefined;
  }

  private apply({ operation, input }: Prepared, capacity: unknown): Promise<DynamoAnswer> {
    const counted =
      capacity === undefined || capacity === 'NONE' ? {} : { ReturnConsumedCapacity: 'TOTAL' };
    return this.store.call(operation, JSON.stringify({ ...input, ...counted }));
  }

  private async restore({ table, key, before }: Prepared): Promise<void> {
    await (before
      ? this.store.call('PutItem', JSON.stringify({ TableName: table, Item: before }))
      : this.store.call('DeleteItem', JSON.stringify({ TableName: table, Key: key })));
  }
}

/** Undefined where the failure is one of the whole request. */
function reasonOf(
  { type, message }: { readonly type: string; readonly message: string },
  { tellsItem, before }: Prepared,
): CancellationReason | undefined {
  if (type === 'ConditionalCheckFailedException') {
    const item = tellsItem && before ? { Item: before } : {};
    return { Code: 'ConditionalCheckFailed', Message: message, ...item };
  }
  if (type === 'ValidationException' && foundOnlyAtTheItem.test(message)) {
    return { Code: 'ValidationError', Message: message };
  }
  return undefined;
}

function addCapacity(consumed: Map<string, number>, { text }: DynamoAnswer): void {
  const { ConsumedCapacity } = JSON.parse(text) as {
    ConsumedCapacity?: { readonly TableName: string; readonly CapacityUnits: number };
  };
  if (!ConsumedCapacity) return;
  const { TableName, CapacityUnits } = ConsumedCapacity;
  consumed.set(TableName, (consumed.get(TableName) ?? 0) + CapacityUnits * capacityFactor);
}

function capacityOf(consumed: ReadonlyMap<string, number>): object {
  if (consumed.size === 0) return {};
  return {
    ConsumedCapacity: [...consumed].map(([TableName, CapacityUnits]) => ({
      TableName,
      CapacityUnits,
      WriteCapacityUnits: CapacityUnits,
    })),
  };
}
