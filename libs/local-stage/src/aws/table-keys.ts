import type { DynamoStore } from './dynamo-store';

/** An item or a key: attribute values by name, as `{ "id": { "S": "a" } }`. */
export type AttributeMap = Readonly<Record<string, unknown>>;

/** Names of the key attributes of tables; a table's key never changes, but another may get its name. */
export class TableKeys {
  constructor(private readonly store: DynamoStore) {}

  /** Names of the key attributes; undefined where there is no such table. */
  async namesOf(table: string): Promise<readonly string[] | undefined> {
    const { statusCode, text } = await this.store.call(
      'DescribeTable',
      JSON.stringify({ TableName: table }),
    );
    if (statusCode !== 200) return undefined;
    const { Table } = JSON.parse(text) as {
      Table: { KeySchema: readonly { readonly AttributeName: string }[] };
    };
    return Table.KeySchema.map(({ AttributeName }) => AttributeName);
  }
}

/** The key of an item. */
export function keyOf(item: AttributeMap, names: readonly string[]): AttributeMap {
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}
