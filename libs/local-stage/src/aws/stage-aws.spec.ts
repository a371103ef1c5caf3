import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Graph, GraphElement } from '@slipway/terraform-graph';
import { EmulatorError } from '../errors';
import { EmbeddedAws } from './embedded-aws';
import { startAws, type StageAws } from './stage-aws';

const table = {
  name: 'local-runs',
  hash_key: 'id',
  attribute: [
    { name: 'id', type: 'S' },
    { name: 'state', type: 'S' },
  ],
  global_secondary_index: [{ name: 'by-state', hash_key: 'state', projection_type: 'KEYS_ONLY' }],
};

function graphOf(attributes: Readonly<Record<string, unknown>> = table): Graph {
  const element = {
    stack: 'local-compute',
    kind: 'resource',
    type: 'aws_dynamodb_table',
    name: 'runs',
    address: 'aws_dynamodb_table.runs',
    attributes,
  } as GraphElement;
  return {
    manifest: { region: 'us-east-1' },
    stacks: new Map([['local-compute', { id: 'local-compute', elements: new Map() }]]),
    resources: new Map([['aws_dynamodb_table', [element]]]),
  } as unknown as Graph;
}

let aws: StageAws | undefined;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await aws?.close();
  aws = undefined;
  for (const close of closing.splice(0)) await close();
});

async function useTable(endpoint: string): Promise<unknown> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  try {
    const Item = { id: { S: 'a' }, state: { S: 'running' }, more: { S: 'x' } };
    await client.send(new PutItemCommand({ TableName: 'local-runs', Item }));
    const { Items } = await client.send(
      new QueryCommand({
        TableName: 'local-runs',
        IndexName: 'by-state',
        KeyConditionExpression: '#state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': { S: 'running' } },
      }),
    );
    return Items;
  } finally {
    client.destroy();
  }
}

async function answering(handle: RequestListener): Promise<string> {
  const server: Server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => once(server.close(), 'close'));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const found = [{ id: { S: 'a' }, state: { S: 'running' } }];

test('the tables of the stage are there, with their indexes', async () => {
  aws = await startAws(graphOf(), undefined);
  expect(await useTable(aws.endpoint)).toEqual(found);
});

test('an emulator gets the tables too, and keeps those it has', async () => {
  const emulator = new EmbeddedAws();
  const endpoint = await emulator.listen();
  closing.push(() => emulator.close());
  for (let start = 0; start < 2; start++) {
    const started = await startAws(graphOf(), endpoint);
    expect(started.endpoint).toBe(endpoint);
    expect(await useTable(endpoint)).toEqual(found);
    await started.close();
  }
});

test('an emulator that is not there is told by its address', async () => {
  const gone = await answering((_, response) => response.end());
  for (const close of closing.splice(0)) await close();
  const starting = startAws(graphOf(), gone);
  await expect(starting).rejects.toThrow(EmulatorError);
  await expect(starting).rejects.toThrow(`The emulator at ${gone} cannot be used: nothing answers`);
});

test('what is no DynamoDB, or makes no table, is told', async () => {
  const page = await answering((_, response) => response.writeHead(404).end('<html>'));
  await expect(startAws(graphOf(), page)).rejects.toThrow('is no DynamoDB (404)');
  const unfit = graphOf({ ...table, attribute: [{ name: 'id', type: 'S' }] });
  await expect(startAws(unfit, undefined)).rejects.toThrow(
    /does not make the table local-runs: .*state/,
  );
});
