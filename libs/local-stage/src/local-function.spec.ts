import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFunction } from './local-function';

const folder = mkdtempSync(join(tmpdir(), 'slipway-function-'));
const lines: string[] = [];
const started: LocalFunction[] = [];

/** A function whose module has this source. */
function functionOf(source: string, timeout = 5): LocalFunction {
  const module = join(folder, `${started.length}-${Math.random()}.js`);
  writeFileSync(module, source);
  const fn = new LocalFunction('tenants', '/dev/tenants', {
    ...{ module, exportName: 'handler', timeout, memory: 64 },
    environment: { GREETING: 'hello' },
    onLine: (stream, line) => lines.push(`${stream}: ${line}`),
  });
  started.push(fn);
  return fn;
}

beforeEach(() => lines.splice(0));
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
  });
  expect(await fn.invoke({}, {})).toEqual({ kind: 'result', json: '1' });
});

test('a function that takes too long, even without a pause, is ended; the next event gets a new environment', async () => {
  const fn = functionOf('exports.handler = async ({ hang }) => { while (hang); return 1; };', 0.2);
  expect(await fn.invoke({ hang: true }, {})).toEqual({
    kind: 'error',
    reason: 'Task timed out after 0.20 seconds',
  });
  expect(await fn.invoke({}, {})).toEqual({ kind: 'result', json: '1' });
});

test('a module that cannot be loaded fails each event, and is tried anew', async () => {
  const fn = functionOf(`throw new RangeError('bad configuration');`);
  for (let sent = 0; sent < 2; sent++) {
    expect(await fn.invoke({}, {})).toEqual({
      kind: 'error',
      reason: expect.stringContaining('RangeError: bad configuration') as string,
    });
  }
});

test('a module without the handler says so', async () => {
  expect(await functionOf('exports.main = 1;').invoke({}, {})).toEqual({
    kind: 'error',
    reason: expect.stringContaining('exports no function handler') as string,
  });
});

test('a handler that ends its process takes nothing else down', async () => {
  const fn = functionOf('exports.handler = () => process.exit(7);');
  expect(await fn.invoke({}, {})).toEqual({
    kind: 'error',
    reason: 'Runtime.ExitError: Runtime exited with code 7',
  });
});

test('memory is limited', async () => {
  const fn = functionOf(`
    exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({ n: all.length })); };
  `);
  expect(await fn.invoke({}, {})).toEqual({
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
