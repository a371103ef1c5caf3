import { setTimeout as delay } from 'node:timers/promises';
import type { Table, TableIndex, TableKey } from '@slipway/terraform-graph';
import { EmulatorError } from '../errors';

/** Milliseconds between two looks at whether a table is ready, and until that is given up. */
const pollInterval = 20;
const readyTimeout = 30_000;

interface Answer {
  readonly statusCode: number;
  readonly body: {
    readonly __type?: string;
    readonly message?: string;
    readonly Message?: string;
    readonly Table?: { readonly TableStatus: string };
  };
}

/**
 * Makes the tables of a stage; those that are there already stay as they are. Resolves when all are
 * ready.
 *
 * @param endpoint address of the DynamoDB
 * @throws EmulatorError where it does not answer, or refuses
 */
export async function createTables(
  endpoint: string,
  region: string,
  tables: readonly Table[],
): Promise<void> {
  await Promise.all(
    tables.map(async (table) => {
      const made = await call(endpoint, region, 'CreateTable', inputOf(table));
      if (made.statusCode !== 200 && !made.body.__type?.endsWith('ResourceInUseException')) {
        throw new EmulatorError(
          endpoint,
          `it does not make the table ${table.name}: ${said(made)}`,
        );
      }
      await ready(endpoint, region, table.name);
    }),
  );
}

async function ready(endpoint: string, region: string, name: string): Promise<void> {
  const deadline = Date.now() + readyTimeout;
  for (;;) {
    const { body } = await call(endpoint, region, 'DescribeTable', { TableName: name });
    if (body.Table?.TableStatus === 'ACTIVE') return;
    if (Date.now() > deadline) {
      throw new EmulatorError(endpoint, `its table ${name} is not ready after 30 s`);
    }
    await delay(pollInterval);
  }
}

/** Signed in form only: emulators read the scope and check no signature. */
async function call(
  endpoint: string,
  region: string,
  operation: string,
  input: object,
): Promise<Answer> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  let response: Response;
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': date,
        authorization: `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host, Signature=local`,
      },
      body: JSON.stringify(input),
    });
  } catch (cause) {
    throw new EmulatorError(endpoint, 'nothing answers there', { cause });
  }
  const text = await response.text();
  try {
    return { statusCode: response.status, body: JSON.parse(text) as Answer['body'] };
  } catch {
    throw new EmulatorError(endpoint, `what answers there is no DynamoDB (${response.status})`);
  }
}

function said({ statusCode, body }: Answer): string {
  return body.message ?? body.Message ?? body.__type ?? `status ${statusCode}`;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
function inputOf(table: Table): object {
  const { name, attributes, globalIndexes, localIndexes } = table;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(table),
    AttributeDefinitions: Object.entries(attributes).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    ...(globalIndexes.length > 0 && { GlobalSecondaryIndexes: globalIndexes.map(indexInput) }),
    ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes.map(indexInput) }),
  };
}

function keySchema({ partition, sort }: TableKey): object[] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' }]),
  ];
}

function indexInput(index: TableIndex): object {
  const { name, projection, included } = index;
  return {
    IndexName: name,
    KeySchema: keySchema(index),
    Projection: {
      ProjectionType: projection,
      ...(included.length > 0 && { NonKeyAttributes: included }),
    },
  };
}
