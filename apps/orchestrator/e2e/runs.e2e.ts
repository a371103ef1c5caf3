import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoStore,
  parseBackends,
  systemClock,
  type RunEvent,
} from '@slipway/orchestrator-runtime';
import { storeConformance } from '@slipway/orchestrator-runtime/testing';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { buildSync } from 'esbuild';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { hostFor, type Host } from '../src/host';
import { route } from '../src/routes';
import { runtime } from '../src/runtime';
import {
  createTable,
  dynamoClient,
  emulatorPython,
  startMinistack,
  type Ministack,
} from './ministack';

const table = 'orchestrator';
const waitLimitMs = 240_000;
const emulator = emulatorPython();
if ('missing' in emulator) {
  process.stderr.write(`Skipped: this machine lacks ${emulator.missing}.\n`);
}
const suite = 'missing' in emulator ? describe.skip : describe;

suite('runs on an emulator of DynamoDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-runs-'));
  const before = { ...process.env };
  let ministack: Ministack;
  let client: DynamoDBClient;
  let server: Server;
  let host: Host;
  let url: string;

  beforeAll(async () => {
    if ('missing' in emulator) return;
    ministack = await startMinistack(emulator.python);
    client = dynamoClient(ministack.url);
    await createTable(client, table);
    const agent = join(folder, 'agent.js');
    buildSync({
      entryPoints: [join(__dirname, '../../agent-runner/src/main.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      outfile: agent,
      logLevel: 'error',
    });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: ministack.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      TMPDIR: folder,
      ORCHESTRATOR_TABLE: table,
      ORCHESTRATOR_STAGE: 'slipway-test',
      ORCHESTRATOR_RETENTION_DAYS: '1',
      ORCHESTRATOR_LIMITS: JSON.stringify({ perUser: 1, account: 10, deadlineSeconds: 600 }),
      ORCHESTRATOR_BACKENDS: JSON.stringify({
        backends: { process: { kind: 'process', command: `exec node ${agent}`, cwd: folder } },
        tasks: {
          'agent-runner': { backends: ['process'], heartbeatSeconds: 0.5, lostAfterSeconds: 60 },
        },
      }),
    });
    parseBackends(process.env.ORCHESTRATOR_BACKENDS);
    const context = { ...runtime(), policy: { pollMs: 200, backoffMs: 200 } };
    host = hostFor(context, process.env);
    server = createServer((request, response) => {
      void (async () => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        const event: Pick<APIGatewayProxyEvent, 'httpMethod'> = {
          httpMethod: request.method ?? '',
        };
        const reply = await route(context, host, {
          method: event.httpMethod,
          path: pathname.replace(/^\/runs\/?|\/$/g, ''),
          query: Object.fromEntries(searchParams),
          body: await text(request),
        });
        response.writeHead(reply.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(reply.body));
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/runs`;
  }, 300_000);

  afterAll(async () => {
    await host?.stop();
    server?.closeAllConnections();
    server?.close();
    client?.destroy();
    await ministack?.stop();
    for (const name of Object.keys(process.env))
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  async function call(path: string, body?: object): Promise<{ status: number; body: Json }> {
    const response = await fetch(`${url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Json };
  }

  type Json = Record<string, unknown> & { runId: string; state: string; events: RunEvent[] };

  async function until(runId: string, isSo: (run: Json) => boolean): Promise<Json> {
    const limit = Date.now() + waitLimitMs;
    for (;;) {
      const { body } = await call(`/${runId}`);
      if (isSo(body)) return body;
      if (Date.now() > limit) throw new Error(`run ${runId} is ${JSON.stringify(body)}`);
      await delay(100);
    }
  }

  async function history(runId: string): Promise<RunEvent[]> {
    const all: RunEvent[] = [];
    for (;;) {
      const { body } = await call(`/${runId}/events?after=${all.length}`);
      if (body.events.length === 0) return all;
      all.push(...body.events);
    }
  }

  function submit(user: string, payload: object, more: object = {}) {
    return call('', { user, task: 'agent-runner', payload, ...more });
  }

  /** Process id of the agent itself, whose parent is the leader of its session. */
  function agentOf(runId: string): number {
    const backends = join(folder, 'slipway-sessions');
    const [backend = ''] = readdirSync(backends);
    const sessions = join(backends, backend);
    for (const token of readdirSync(sessions)) {
      const session = join(sessions, token);
      const { runId: of } = JSON.parse(readFileSync(join(session, 'attempt.json'), 'utf8'));
      if (of !== runId || readdirSync(session).includes('exit')) continue;
      const leader = readFileSync(join(session, 'pid'), 'utf8');
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
          const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
          if (fields[1] === leader && fields[0] !== 'Z') return Number(pid);
        } catch {
          // It has ended meanwhile.
        }
      }
    }
    throw new Error(`no agent of ${runId} runs`);
  }

  test('a run is submitted, followed, approved and done', async () => {
    const { status, body } = await submit('ann', { topic: 'ropes', sections: 2, askBelow: 0.9 });
    expect(status).toBe(201);
    const asking = await until(body.runId, ({ state }) => state === 'suspended');
    expect(asking).toMatchObject({ approval: { id: 'publish' } });
    const answered = { approved: true, by: 'bob', comment: 'go' };
    expect((await call(`/${body.runId}/approvals/publish`, answered)).status).toBe(200);
    const done = await until(body.runId, ({ endedAt }) => endedAt !== undefined);
    expect(done).toMatchObject({
      state: 'succeeded',
      outcome: {
        type: 'succeeded',
        value: { value: { sections: ['ropes, part 1', 'ropes, part 2'] } },
      },
    });
    const events = await history(body.runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const types = new Set(events.map(({ type }) => type));
    for (const type of ['hand-off', 'tool-call', 'progress', 'approval-requested', 'ended']) {
      expect(types).toContain(type);
    }
  }, 300_000);

  test('an agent that is killed with SIGKILL is seen, and the work done again', async () => {
    const { body } = await submit('ben', { topic: 'sails', sections: 8, sectionMs: 1_000 });
    const { runId } = body;
    const isWorking = (events: RunEvent[]) => events.some(({ type }) => type === 'tool-call');
    await until(runId, ({ state }) => state === 'running');
    while (!isWorking(await history(runId))) await delay(100);
    process.kill(agentOf(runId), 'SIGKILL');
    const done = await until(runId, ({ endedAt }) => endedAt !== undefined);
    expect(done).toMatchObject({ state: 'succeeded', sessions: 2 });
    expect(await history(runId)).toContainEqual(
      expect.objectContaining({ type: 'attempt-failed', attempt: 1, reason: 'exited' }),
    );
  }, 300_000);

  test('a run that is cancelled is stopped, and gives its slot to the next', async () => {
    const long = { topic: 'knots', sections: 1_000, sectionMs: 1_000 };
    const first = (await submit('cem', long)).body.runId;
    await until(first, ({ state }) => state === 'running');
    const second = (await submit('cem', { topic: 'masts', sections: 1 })).body.runId;
    expect((await call(`/${second}`)).body).toMatchObject({ state: 'queued' });
    expect((await call(`/${first}/cancel`, { by: 'cem', reason: 'enough' })).status).toBe(202);
    const cancelled = await until(first, ({ endedAt }) => endedAt !== undefined);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      outcome: { by: 'cem', reason: 'enough' },
    });
    expect(() => agentOf(first)).toThrow('no agent');
    await until(second, ({ state }) => state === 'succeeded');
  }, 300_000);

  test('what cannot be done is said with its field', async () => {
    expect(await call('/nobody')).toMatchObject({ status: 404, body: { runId: 'nobody' } });
    expect(await call('', { user: 'x', task: 'none', payload: {} })).toMatchObject({
      status: 400,
      body: { known: ['agent-runner'] },
    });
    expect(await submit('dan', { topic: 'x'.repeat(200_000) })).toMatchObject({ status: 413 });
    expect(await submit('dan', {}, { deadlineSeconds: -1 })).toMatchObject({
      status: 400,
      body: { field: 'deadlineSeconds' },
    });
  });

  storeConformance('the store in DynamoDB', () =>
    Promise.resolve(new DynamoStore({ client, table, clock: systemClock, retentionMs: 3_600_000 })),
  );
});
