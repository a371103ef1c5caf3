import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalStageEvent } from './events';
import { invoker } from './invoke-function';
import { LocalFunction } from './local-function';

const folder = mkdtempSync(join(tmpdir(), 'slipway-function-'));
const lines: string[] = [];
const events: LocalStageEvent[] = [];
const started: LocalFunction[] = [];

/** A function whose module has this source. */
function functionOf(source: string, timeout = 5, concurrency?: number): LocalFunction {
  const module = join(folder, `${started.length}-${Math.random()}.js`);
  writeFileSync(module, source);
  const fn = new LocalFunction({
    ...{ service: 'tenants', logGroup: '/dev/tenants' },
    ...{ module, exportName: 'handler', timeout, memory: 64 },
    environment: { GREETING: 'hello' },
    concurrency: concurrency ?? 1,
    keepsEnvironments: concurrency !== undefined,
    onEvent: (event) => {
      if (event.type === 'log') lines.push(`${event.stream}: ${event.line}`);
      else events.push(event);
    },
  });
  started.push(fn);
  return fn;
}

beforeEach(() => {
  lines.splice(0);
  events.splice(0);
});
afterEach(() => Promise.all(started.splice(0).map((fn) => fn.close())));
afterAll(() => rmSync(folder, { recursive: true }));

test('a handler gets event, context and environment', async () => {
  const fn = functionOf(`
    exports.handler = async (event, context) => ({
      event,
      greeting: process.env.GREETING,
      variables: Object.keys(process.env).length,
      id: context.awsRequestId,
      inTime: context.getRemainingTimeInMillis() > 4000 && context.getRemainingTimeInMillis() <= 5000,
    });
  `);
  expect(await fn.invoke({ a: 1 }, { awsRequestId: 'r1' })).toEqual({
    kind: 'result',
    json: JSON.stringify({
      event: { a: 1 },
      greeting: 'hello',
      variables: 1,
      id: 'r1',
      inTime: true,
    }),
  });
});

test('a handler may answer by its callback', async () => {
  const fn = functionOf('exports.handler = (event, context, callback) => { callback(null, 42); };');
  expect(await fn.invoke({}, {})).toEqual({ kind: 'result', json: '42' });
});

test('an execution environment is kept for the next event, and another serves a second one meanwhile', async () => {
  const fn = functionOf(`
    let calls = 0;
    exports.handler = async ({ wait }) => {
      calls++;
      await new Promise((done) => setTimeout(done, wait));
      return calls;
    };
  `);
  const call = async (wait: number) => (await fn.invoke({ wait }, {})) as { json: string };
  expect((await call(0)).json).toBe('1');
  expect((await call(0)).json).toBe('2');
  const both = await Promise.all([call(50), call(50)]);
  expect(both.map(({ json }) => json).sort()).toEqual(['1', '3']);
});

test('more events at a time than environments wait, and are all answered', async () => {
  const fn = functionOf(`
    exports.handler = async ({ n }) => { await new Promise((done) => setTimeout(done, 5)); return n; };
  `);
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  const results = await Promise.all(numbers.map((n) => fn.invoke({ n }, {})));
  expect(results).toEqual(numbers.map((n) => ({ kind: 'result', json: String(n) })));
});

test('an error names its type and line, and the environment goes on', async () => {
  const fn = functionOf(
    `exports.handler = async ({ fail }) => { if (fail) throw new TypeError('no name'); return 1; };`,
  );
  expect(await fn.invoke({ fail: true }, {})).toEqual({
    kind: 'error',
    reason: expect.stringMatching(/^TypeError: no name\n.*\.js:1:/) as string,
    payload: {
      errorType: 'TypeError',
      errorMessage: 'no name',
      trace: expect.arrayContaining(['TypeError: no name']) as string[],
    },
  });
  expect(await fn.invoke({}, {})).toEqual({ kind: 'result', json: '1' });
});

test('a function that takes too long, even without a pause, is ended; the next event gets a new environment', async () => {
  const fn = functionOf('exports.handler = async ({ hang }) => { while (hang); return 1; };', 0.2);
  expect(await fn.invoke({ hang: true }, { awsRequestId: 'r1' })).toEqual({
    kind: 'error',
    reason: 'Task timed out after 0.20 seconds',
    payload: {
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: r1 Error: Task timed out after 0.20 seconds',
    },
  });
  expect(await fn.invoke({}, {})).toEqual({ kind: 'result', json: '1' });
});

test('a module that cannot be loaded fails each event, and is tried anew', async () => {
  const fn = functionOf(`throw new RangeError('bad configuration');`);
  for (let sent = 0; sent < 2; sent++) {
    expect(await fn.invoke({}, {})).toMatchObject({
      kind: 'error',
      reason: expect.stringContaining('RangeError: bad configuration') as string,
    });
  }
});

test('a module without the handler says so', async () => {
  expect(await functionOf('exports.main = 1;').invoke({}, {})).toMatchObject({
    kind: 'error',
    reason: expect.stringContaining('exports no function handler') as string,
  });
});

test('a handler that ends its process takes nothing else down', async () => {
  const fn = functionOf('exports.handler = () => process.exit(7);');
  expect(await fn.invoke({}, {})).toMatchObject({
    kind: 'error',
    reason: 'Runtime.ExitError: Runtime exited with code 7',
  });
});

test('memory is limited', async () => {
  const fn = functionOf(`
    exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({ n: all.length })); };
  `);
  expect(await fn.invoke({}, {})).toMatchObject({
    kind: 'error',
    reason: expect.stringContaining('memory limit') as string,
  });
});

test('what a handler writes is told line by line', async () => {
  const fn = functionOf(
    `exports.handler = async () => { console.log('one'); console.error('two'); };`,
  );
  await fn.invoke({}, {});
  await fn.close();
  expect(lines.sort()).toEqual(['stderr: two', 'stdout: one']);
});

const counting = `
  let calls = 0, most = 0, now = 0;
  exports.handler = async () => {
    calls++;
    most = Math.max(most, ++now);
    await new Promise((done) => setTimeout(done, 100));
    now--;
    return { calls, most };
  };
`;

test('on a capacity provider one environment takes several events at a time', async () => {
  const fn = functionOf(counting, 5, 4);
  expect(await fn.check()).toBeUndefined();
  const results = await Promise.all(Array.from({ length: 4 }, () => fn.invoke({}, {})));
  const [last] = results.slice(-1) as { json: string }[];
  expect(JSON.parse(last?.json ?? '')).toEqual({ calls: 4, most: 4 });
  // The environment of the check serves; nothing started cold.
  expect(events).toEqual([]);
});

test('one that takes too long does not end the others of its environment', async () => {
  const fn = functionOf(
    'exports.handler = async ({ wait }) => { await new Promise((done) => setTimeout(done, wait)); return wait; };',
    2,
    4,
  );
  await fn.check();
  const slow = fn.invoke({ wait: 60_000 }, {});
  await new Promise((done) => setTimeout(done, 1_500));
  const other = fn.invoke({ wait: 1_000 }, {});
  expect(await slow).toMatchObject({ reason: 'Task timed out after 2.00 seconds' });
  expect(await other).toEqual({ kind: 'result', json: '1000' });
});

test('a cold start is told with what it took, the next event finds the environment', async () => {
  const fn = functionOf('exports.handler = async () => 1;');
  expect(await fn.check()).toBeUndefined();
  await fn.invoke({}, {});
  await fn.invoke({}, {});
  expect(events).toEqual([
    { type: 'function-started', service: 'tenants', initMs: expect.any(Number) as number },
  ]);
});

test('a module without the handler is found before the first event', async () => {
  expect(await functionOf('exports.main = 1;').check()).toMatch(
    /^Runtime\.HandlerNotFound: .* exports no function handler$/,
  );
  expect(await functionOf('throw new RangeError("no");').check()).toBe('RangeError: no');
});

test('after a reload new code serves, and what is under way ends in the old one', async () => {
  const module = join(folder, 'reloaded.js');
  const source = (answer: number) =>
    `exports.handler = async ({ wait }) => { await new Promise((done) => setTimeout(done, wait)); return ${answer}; };`;
  writeFileSync(module, source(1));
  const fn = new LocalFunction({
    ...{ service: 'tenants', logGroup: '/dev/tenants', module, exportName: 'handler' },
    ...{ timeout: 10, memory: 64, environment: {}, concurrency: 1, keepsEnvironments: false },
    onEvent: (event) => events.push(event),
  });
  started.push(fn);
  await fn.invoke({ wait: 0 }, {});
  const underWay = fn.invoke({ wait: 300 }, {});
  await new Promise((done) => setTimeout(done, 50));
  writeFileSync(module, source(2));
  fn.reload('handler.ts');
  expect(await fn.invoke({ wait: 0 }, {})).toEqual({ kind: 'result', json: '2' });
  expect(await underWay).toEqual({ kind: 'result', json: '1' });
  expect(events.map(({ type }) => type)).toContain('function-reloaded');
});

test('a function is invoked by its name, with the context of Lambda', async () => {
  const fn = functionOf('exports.handler = async (event, context) => context;');
  const invoke = invoker(new Map([['dev-tenants', fn]]), {
    account: '000000000000',
    region: 'us-east-1',
  });
  const options = { requestId: 'r1', qualifier: 'live' };
  const result = (await invoke('dev-tenants', {}, options)) as { json: string };
  expect(JSON.parse(result.json)).toEqual({
    awsRequestId: 'r1',
    functionName: 'dev-tenants',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:dev-tenants:live',
    logGroupName: '/dev/tenants',
    logStreamName: 'local',
    memoryLimitInMB: '64',
    callbackWaitsForEmptyEventLoop: true,
  });
  expect(await invoke('dev-other', {}, options)).toMatchObject({
    kind: 'error',
    reason: 'This machine does not run dev-other.',
  });
});
