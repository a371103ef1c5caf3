import type { AttributeMap } from './table-keys';

/** One action of a transaction that writes, under the operation that does it. */
export interface TransactionAction {
  readonly kind: 'ConditionCheck' | 'Put' | 'Update' | 'Delete';
  readonly operation: 'UpdateItem' | 'PutItem' | 'DeleteItem';
  readonly table: string;
  /** The key, or for Put the whole item. */
  readonly target: AttributeMap;
  /** Input of the operation. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether the item is told where its condition fails. */
  readonly tellsItem: boolean;
}

/**
 * A check is an update without an update expression: it compares and, in an item that exists, changes
 * nothing. What it makes where there is none is undone.
 */
const operations = {
  ConditionCheck: 'UpdateItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
} as const;

/**
 * The actions of `TransactItems`.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 *
 * @returns the message of a ValidationException where they are none
 */
export function actionsOf(items: unknown): readonly TransactionAction[] | string {
  if (!Array.isArray(items) || items.length === 0) {
    return "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1";
  }
  if (items.length > 100) {
    return "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100";
  }
  const actions: TransactionAction[] = [];
  for (const item of items as readonly Readonly<Record<string, Record<string, unknown> | null>>[]) {
    const written = Object.entries(item).filter(([, value]) => value !== null);
    const [[kind = '', input] = []] = written;
    if (written.length !== 1 || !input || !isKind(kind)) {
      return 'TransactItems can only contain one of Check, Put, Update or Delete';
    }
    const missing = requirementOf(kind).find((name) => input[name] === undefined);
    if (missing !== undefined) {
      return `1 validation error detected: Value null at 'transactItems.${actions.length + 1}.member.${kind.toLowerCase()}.${missing}' failed to satisfy constraint: Member must not be null`;
    }
    const { ReturnValuesOnConditionCheckFailure, ...rest } = input;
    actions.push({
      kind,
      operation: operations[kind],
      table: String(input.TableName),
      target: (kind === 'Put' ? input.Item : input.Key) as AttributeMap,
      input: rest,
      tellsItem: ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    });
  }
  return actions;
}

function isKind(name: string): name is TransactionAction['kind'] {
  return name in operations;
}

function requirementOf(kind: TransactionAction['kind']): readonly string[] {
  switch (kind) {
    case 'ConditionCheck':
      return ['TableName', 'Key', 'ConditionExpression'];
    case 'Put':
      return ['TableName', 'Item'];
    case 'Update':
      return ['TableName', 'Key', 'UpdateExpression'];
    case 'Delete':
      return ['TableName', 'Key'];
  }
}
