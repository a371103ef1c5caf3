import {
  inlinePayloads,
  MemoryStore,
  ProcessBackend,
  systemClock,
  Telemetry,
  type RuntimeContext,
} from '@slipway/orchestrator-runtime';
import type { Host } from './host';
import { route } from './routes';

const hosted: string[] = [];
const host: Host = {
  host: (runId) => Promise.resolve(void hosted.push(runId)),
  stop: () => Promise.resolve(),
};
let context: RuntimeContext;

beforeEach(() => {
  hosted.length = 0;
  const backend = new ProcessBackend({
    name: 'process',
    command: 'true',
    cwd: '.',
    folder: 'none',
    environment: {},
  });
  context = {
    store: new MemoryStore(),
    backends: new Map([['process', backend]]),
    tasks: {
      work: {
        backends: ['process'],
        failover: false,
        replayable: true,
        maxAttempts: 1,
        heartbeatSeconds: 1,
        lostAfterSeconds: 10,
        stuckAfterSeconds: 60,
      },
    },
    limits: { perUser: 1, perBackend: {}, account: 1, deadlineSeconds: 60 },
    payloads: inlinePayloads,
    clock: systemClock,
    telemetry: new Telemetry(() => undefined, systemClock, 'test'),
    sleep: () => Promise.resolve(),
    agentEnvironment: {},
    wake: () => Promise.resolve(),
  };
});

function call(method: string, path: string, body: unknown = {}, query = {}) {
  return route(context, host, { method, path, query, body: JSON.stringify(body) });
}

const request = { runId: 'one', user: 'ann', task: 'work', payload: { a: 1 } };

test('a run is taken once, however often it is sent, and has a host', async () => {
  expect(await call('POST', '', request)).toMatchObject({ status: 201, body: { state: 'queued' } });
  expect(await call('POST', '', request)).toMatchObject({ status: 201, body: { runId: 'one' } });
  expect(await call('POST', '', { ...request, payload: {} })).toMatchObject({ status: 409 });
  expect(hosted).toEqual(['one', 'one']);
});

test('reading starts nothing', async () => {
  await call('POST', '', request);
  hosted.length = 0;
  expect(await call('GET', 'one')).toMatchObject({ status: 200, body: { runId: 'one' } });
  expect(await call('GET', 'one/events', {}, { after: '0' })).toMatchObject({
    status: 200,
    body: { after: 1, events: [{ seq: 1, type: 'submitted' }] },
  });
  expect(hosted).toEqual([]);
});

test('cancelling is written and passed on', async () => {
  await call('POST', '', request);
  expect(await call('POST', 'one/cancel', { by: 'ann' })).toMatchObject({
    status: 202,
    body: { cancel: { by: 'ann', reason: '' } },
  });
  expect(await call('POST', 'one/cancel', {})).toMatchObject({
    status: 400,
    body: { field: 'by' },
  });
});

test('an answer that nobody waits for is a conflict', async () => {
  await call('POST', '', request);
  const answer = { approved: true, by: 'bob' };
  expect(await call('POST', 'one/approvals/x', answer)).toMatchObject({ status: 409 });
});

test.each([
  ['GET', 'none', 404],
  ['GET', 'none/events', 404],
  ['GET', '', 405],
  ['DELETE', 'one', 405],
  ['POST', 'one/approvals', 405],
  ['POST', 'one/cancel/now/please', 405],
  ['GET', '100%', 400],
])('%s /%s answers %i', async (method, path, status) => {
  expect(await call(method, path)).toMatchObject({ status });
});

test('says which field is wrong', async () => {
  const wrong: [object, object][] = [
    [{ ...request, user: 7 }, { field: 'user' }],
    [{ ...request, payload: undefined }, { field: 'payload' }],
    [{ ...request, runId: 'a b' }, { field: 'runId' }],
    [{ ...request, runId: 'a'.repeat(65) }, { field: 'runId' }],
    [{ ...request, maxCostUsd: 0 }, { field: 'maxCostUsd' }],
    [
      { ...request, task: 'toString' },
      { task: 'toString', known: ['work'] },
    ],
  ];
  for (const [body, expected] of wrong) {
    expect(await call('POST', '', body)).toMatchObject({ status: 400, body: expected });
  }
  expect(
    await route(context, host, { method: 'POST', path: '', query: {}, body: '[' }),
  ).toMatchObject({
    status: 400,
    body: { field: 'body', message: 'body: must be JSON.' },
  });
});
