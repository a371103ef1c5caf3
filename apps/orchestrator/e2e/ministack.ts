import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const repository = join(__dirname, '../../..');
const folder = join(repository, '.slipway/e2e');
/** Pinned with hashes. */
const requirements = join(repository, 'stacks/e2e/emulator/requirements.txt');

const startLimitMs = 60_000;

/** The emulator of AWS with an empty table. */
export interface Ministack {
  readonly url: string;
  stop(): Promise<void>;
}

/** Python that holds the emulator, made where it is missing; or why it cannot be. */
export function emulatorPython(): { readonly python: string } | { readonly missing: string } {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(folder, `python-${hash}`);
  if (!existsSync(environment)) {
    // Made aside and moved when it is whole.
    const aside = `${environment}.${process.pid}`;
    mkdirSync(folder, { recursive: true });
    const failure =
      failureOf('python3', ['-m', 'venv', aside]) ??
      failureOf(join(aside, 'bin/python'), [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-color'],
        ...['--require-hashes', '--requirement', requirements],
      ]);
    if (failure !== undefined) {
      rmSync(aside, { recursive: true, force: true });
      return { missing: `the Python packages of the emulator (${failure})` };
    }
    renameSync(aside, environment);
  }
  return { python: join(environment, 'bin/python') };
}

/** Starts the emulator on a free port of 127.0.0.1; it ends with this process, however that ends. */
export async function startMinistack(python: string): Promise<Ministack> {
  const state = mkdtempSync(join(tmpdir(), 'slipway-ministack-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const shell = spawn(
    '/bin/sh',
    ['-c', '"$0" -m ministack & read -r _; kill $!; wait $!', python],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {
        PATH: process.env.PATH,
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        LAMBDA_EXECUTOR: 'local',
        // Its listener takes a fixed port on every interface.
        IOT_MTLS_ENABLED: '0',
        TMPDIR: state,
        STATE_DIR: join(state, 'state'),
      },
    },
  );
  const ended = once(shell, 'exit');
  const stop = async (): Promise<void> => {
    shell.stdin?.end();
    await ended;
    rmSync(state, { recursive: true, force: true });
  };
  const limit = Date.now() + startLimitMs;
  for (;;) {
    const ready = await fetch(`${url}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { url, stop };
    if (Date.now() > limit) {
      await stop();
      throw new Error(`The emulator did not start within ${startLimitMs} ms.`);
    }
    await delay(100);
  }
}

/** A client of the emulator. */
export function dynamoClient(url: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

/** Makes the orchestrator's table, as its construct does. */
export async function createTable(client: DynamoDBClient, table: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'duePk', AttributeType: 'S' },
        { AttributeName: 'dueAt', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'duePk', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: table });
}

function failureOf(command: string, parameters: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync(command, parameters, { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split('\n').at(-1));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
