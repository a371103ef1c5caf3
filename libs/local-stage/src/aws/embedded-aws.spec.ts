import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  IdempotentParameterMismatchException,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { EmbeddedAws } from './embedded-aws';

const aws = new EmbeddedAws();
let settings: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};
let client: DynamoDBClient;

beforeAll(async () => {
  const endpoint = await aws.listen();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  settings = { endpoint, region: 'us-east-1', credentials };
  client = new DynamoDBClient(settings);
  for (const table of ['runs', 'steps']) {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'at', AttributeType: 'N' },
        ],
      }),
    );
  }
});

afterAll(async () => {
  client.destroy();
  await aws.close();
});

let count = 0;
let id: string;
beforeEach(() => {
  id = `run-${count++}`;
});

const key = (at: number) => ({ id: { S: id }, at: { N: String(at) } });

const put = (at: number, state: string, table = 'runs'): TransactWriteItem => ({
  Put: { TableName: table, Item: { ...key(at), state: { S: state } } },
});

/** The item has this state. */
const stateIs = (state: string) => ({
  ConditionExpression: '#state = :state',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':state': { S: state } },
});

const write = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));

async function stateOf(at: number, table = 'runs'): Promise<string | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key(at) }));
  return Item?.state?.S;
}

async function cancelled(writing: Promise<unknown>) {
  const error = await writing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TransactionCanceledException)) throw error;
  return { message: error.message, reasons: error.CancellationReasons };
}

describe('TransactWriteItems', () => {
  it('writes into several tables at once', async () => {
    await write([put(1, 'running'), put(1, 'begun', 'steps')]);
    expect([await stateOf(1), await stateOf(1, 'steps')]).toEqual(['running', 'begun']);
  });

  it('changes nothing where one condition fails, and says which', async () => {
    await write([put(1, 'running'), put(2, 'waiting')]);
    const { message, reasons } = await cancelled(
      write([
        put(3, 'new'),
        { Delete: { TableName: 'runs', Key: key(1) } },
        {
          Update: {
            TableName: 'runs',
            Key: key(2),
            UpdateExpression: 'SET #state = :next',
            ConditionExpression: '#state = :done',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':next': { S: 'x' }, ':done': { S: 'done' } },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]),
    );
    expect(message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, None, ConditionalCheckFailed]',
    );
    expect(reasons).toEqual([
      { Code: 'None' },
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: { ...key(2), state: { S: 'waiting' } },
      },
    ]);
    expect([await stateOf(1), await stateOf(2), await stateOf(3)]).toEqual([
      'running',
      'waiting',
      undefined,
    ]);
  });

  it('tells no item unless it is asked for', async () => {
    await write([put(1, 'running')]);
    const { reasons } = await cancelled(
      write([{ Delete: { TableName: 'runs', Key: key(1), ...stateIs('done') } }]),
    );
    expect(reasons).toEqual([
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ]);
  });

  it('checks an item without touching it, whether it is there or not', async () => {
    await write([put(1, 'running')]);
    const check = { TableName: 'runs', Key: key(1), ...stateIs('running') };
    const absent = {
      TableName: 'runs',
      Key: key(9),
      ConditionExpression: 'attribute_not_exists(id)',
    };
    await write([{ ConditionCheck: check }, { ConditionCheck: absent }, put(2, 'next')]);
    expect([await stateOf(1), await stateOf(2)]).toEqual(['running', 'next']);
    const { Items } = await client.send(
      new QueryCommand({
        TableName: 'runs',
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': { S: id } },
      }),
    );
    expect(Items?.map(({ at }) => at?.N)).toEqual(['1', '2']);
    const missing = { ...absent, ConditionExpression: 'attribute_exists(id)' };
    const { reasons } = await cancelled(write([{ ConditionCheck: missing }, put(3, 'never')]));
    expect(reasons?.map(({ Code }) => Code)).toEqual(['ConditionalCheckFailed', 'None']);
    expect(await stateOf(3)).toBeUndefined();
    const { Item } = await client.send(new GetItemCommand({ TableName: 'runs', Key: key(9) }));
    expect(Item).toBeUndefined();
  });

  it('is cancelled by an update that does not fit the item', async () => {
    await write([put(1, 'running')]);
    const { reasons } = await cancelled(
      write([
        put(2, 'never'),
        {
          Update: {
            TableName: 'runs',
            Key: key(1),
            UpdateExpression: 'SET tries = tries + :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ]),
    );
    expect(reasons).toEqual([
      { Code: 'None' },
      {
        Code: 'ValidationError',
        Message: 'The provided expression refers to an attribute that does not exist in the item',
      },
    ]);
    expect(await stateOf(2)).toBeUndefined();
  });

  it('is done once for a token, and refuses the token for anything else', async () => {
    const add: TransactWriteItem = {
      Update: {
        TableName: 'runs',
        Key: key(1),
        UpdateExpression: 'ADD tries :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    };
    const token = `token-${id}`;
    await write([add], token);
    await write([add], token);
    const { Item } = await client.send(new GetItemCommand({ TableName: 'runs', Key: key(1) }));
    expect(Item?.tries).toEqual({ N: '1' });
    await expect(write([put(2, 'other')], token)).rejects.toThrow(
      IdempotentParameterMismatchException,
    );
  });

  it('takes the token again after it was cancelled', async () => {
    const deletion: TransactWriteItem = {
      Delete: { TableName: 'runs', Key: key(1), ...stateIs('done') },
    };
    await cancelled(write([deletion], `token-${id}`));
    await write([put(1, 'done')]);
    await write([deletion], `token-${id}`);
    expect(await stateOf(1)).toBeUndefined();
  });

  it.each<[string, () => TransactWriteItem[], string]>([
    ['no action', () => [], 'Member must have length greater than or equal to 1'],
    [
      'too many',
      () => Array.from({ length: 101 }, (_, at) => put(at, 'a')),
      'Member must have length less than or equal to 100',
    ],
    [
      'one item twice',
      () => [put(1, 'a'), { Delete: { TableName: 'runs', Key: key(1) } }],
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'two actions in one',
      () => [{ ...put(1, 'a'), Delete: { TableName: 'runs', Key: key(2) } }],
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'an expression that is none',
      () => [
        put(2, 'a'),
        { Delete: { TableName: 'runs', Key: key(1), ConditionExpression: 'id >' } },
      ],
      'Invalid ConditionExpression',
    ],
  ])('refuses %s, and changes nothing', async (_, items, message) => {
    await expect(write(items())).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message) as string,
    });
    expect(await stateOf(2)).toBeUndefined();
  });

  it('refuses a table that is not there', async () => {
    await expect(write([put(1, 'a'), put(1, 'a', 'nothing')])).rejects.toThrow(
      ResourceNotFoundException,
    );
    expect(await stateOf(1)).toBeUndefined();
  });

  it('lets one of many win, and nobody see half of it', async () => {
    await write([put(1, 'free'), put(2, 'free')]);
    const take = (by: string): TransactWriteItem[] =>
      [1, 2].map((at) => ({
        Update: {
          TableName: 'runs',
          Key: key(at),
          UpdateExpression: 'SET #state = :by',
          ConditionExpression: '#state = :free',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':by': { S: by }, ':free': { S: 'free' } },
        },
      }));
    const both = () =>
      client.send(
        new TransactGetItemsCommand({
          TransactItems: [1, 2].map((at) => ({ Get: { TableName: 'runs', Key: key(at) } })),
        }),
      );
    const names = Array.from({ length: 12 }, (_, index) => `worker-${index}`);
    const [results, seen] = await Promise.all([
      Promise.allSettled(names.map((name) => write(take(name)))),
      Promise.all(names.map(both)),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const { Responses } of seen) {
      expect(Responses?.[0]?.Item?.state).toEqual(Responses?.[1]?.Item?.state);
    }
  });
});

test('TransactGetItems answers in order, and with nothing for what is not there', async () => {
  await write([put(2, 'second'), put(1, 'first')]);
  const { Responses } = await client.send(
    new TransactGetItemsCommand({
      TransactItems: [1, 7, 2].map((at) => ({ Get: { TableName: 'runs', Key: key(at) } })),
    }),
  );
  expect(Responses?.map(({ Item }) => Item?.state?.S)).toEqual(['first', undefined, 'second']);
});

test('a transaction tells the capacity it used', async () => {
  const { ConsumedCapacity } = await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [put(1, 'a'), put(2, 'b')],
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(ConsumedCapacity).toMatchObject([{ TableName: 'runs', CapacityUnits: 4 }]);
});

test('a write whose condition fails tells the item where it is asked to', async () => {
  await write([put(1, 'running')]);
  const failing = client.send(
    new PutItemCommand({
      TableName: 'runs',
      Item: key(1),
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  const error: unknown = await failing.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error).toMatchObject({ Item: { ...key(1), state: { S: 'running' } } });
});

test('an update counts once for each of many at a time', async () => {
  await Promise.all(
    Array.from({ length: 50 }, () =>
      client.send(
        new UpdateItemCommand({
          TableName: 'runs',
          Key: key(1),
          UpdateExpression: 'ADD tries :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      ),
    ),
  );
  const { Item } = await client.send(new GetItemCommand({ TableName: 'runs', Key: key(1) }));
  expect(Item?.tries).toEqual({ N: '50' });
});

describe('what is not here is refused once, with the name of the service', () => {
  const refused = (service: string) => ({
    name: 'NotImplemented',
    message: expect.stringMatching(
      new RegExp(`^${service} is not in the local stage.*\`local: \\{ aws: http:`),
    ) as string,
    $metadata: expect.objectContaining({ httpStatusCode: 501, attempts: 1 }) as object,
  });

  it.each([
    ['s3', () => new S3Client(settings).send(new ListBucketsCommand({}))],
    ['sts', () => new STSClient(settings).send(new GetCallerIdentityCommand({}))],
    ['ecs', () => new ECSClient(settings).send(new RunTaskCommand({ taskDefinition: 'a' }))],
    ['lambda', () => new LambdaClient(settings).send(new InvokeCommand({ FunctionName: 'a' }))],
    ['monitoring', () => new CloudWatchClient(settings).send(new DescribeAlarmsCommand({}))],
  ])('%s', async (service, call) => {
    await expect(call()).rejects.toMatchObject(refused(service));
  });

  it('an operation of DynamoDB', async () => {
    const call = client.send(
      new UpdateTimeToLiveCommand({
        TableName: 'runs',
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' },
      }),
    );
    await expect(call).rejects.toMatchObject(refused('UpdateTimeToLive of DynamoDB'));
  });

  it('a request that nobody signed', async () => {
    const response = await fetch(settings.endpoint);
    expect(response.status).toBe(501);
    expect(await response.text()).toContain('An unsigned request is not in the local stage');
  });
});

test('text that is no JSON is refused', async () => {
  const response = await fetch(settings.endpoint, {
    method: 'POST',
    body: '[',
    headers: {
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      authorization: 'AWS4-HMAC-SHA256 Credential=local/20300101/us-east-1/dynamodb/aws4_request',
    },
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: 'The body is no JSON object.' });
});
