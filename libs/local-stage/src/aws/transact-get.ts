import { dynamoError } from './dynamo-error';
import type { DynamoAnswer, DynamoStore } from './dynamo-store';

/**
 * TransactGetItems: the items as they all are at one moment, which the caller sees to.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 *
 * @param text JSON text of the input
 */
export async function transactGet(store: DynamoStore, text: string): Promise<DynamoAnswer> {
  const { TransactItems: items } = JSON.parse(text) as {
    TransactItems?: readonly { readonly Get?: Readonly<Record<string, unknown>> }[];
  };
  if (!Array.isArray(items) || items.length === 0 || items.length > 100) {
    return dynamoError(
      'ValidationException',
      "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length between 1 and 100",
    );
  }
  const keys = items.map(({ Get = {} }) =>
    JSON.stringify([Get.TableName, Object.entries(Get.Key ?? {}).sort()]),
  );
  if (new Set(keys).size < keys.length) {
    return dynamoError(
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
    );
  }
  const responses: object[] = [];
  for (const { Get = {} } of items) {
    const input = { ...Get, ConsistentRead: true };
    const answer = await store.call('GetItem', JSON.stringify(input));
    if (answer.statusCode !== 200) return answer;
    const { Item } = JSON.parse(answer.text) as { Item?: object };
    responses.push(Item ? { Item } : {});
  }
  return { statusCode: 200, text: JSON.stringify({ Responses: responses }) };
}
