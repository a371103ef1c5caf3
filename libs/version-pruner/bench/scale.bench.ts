import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { FakeError, FakeLambda } from '../src/testing/fake-lambda';
import { LambdaServer } from '../src/testing/lambda-server';
import { settings } from '../src/testing/prune';

const functions = 2_000;
const versions = 60;
/** Versions of a function that are old enough to go. */
const old = 2;

/** MB that the process of a run may have at most. */
const largestMemory = 200;

const DAY = 24 * 60 * 60 * 1000;

let server: LambdaServer;
let fake: FakeLambda;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-pruner-'));
  fake = new FakeLambda();
  fake.recording = false;
  for (let index = 0; index < functions; index += 1) {
    const name = `function-${index}`;
    fake.addFunction(name);
    for (let version = 1; version <= versions; version += 1) {
      fake.publish(name, { publishedAt: fake.now - (version <= old ? 90 : 1) * DAY });
    }
    fake.get(name).aliases.set('live', { version: String(versions), weights: {} });
  }
  server = await LambdaServer.listen(fake);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test(
  `${functions} functions with ${versions} versions over HTTP, in ${largestMemory} MB, with throttles and broken connections`,
  async () => {
    let calls = 0;
    fake.before = () => {
      calls += 1;
      if (calls % 100 === 0) throw new FakeError('TooManyRequestsException', 429, 'Rate exceeded');
    };
    let sent = 0;
    server.breaks = () => {
      sent += 1;
      return sent % 503 === 0 ? (sent % 2 === 0 ? 'before' : 'after') : undefined;
    };
    const outfile = join(folder, 'prune-once.js');
    buildSync({
      entryPoints: [join(__dirname, 'prune-once.ts')],
      ...{ bundle: true, platform: 'node', target: 'node20', outfile, logLevel: 'silent' },
      mainFields: ['module', 'main'],
    });
    const started = performance.now();
    const child = spawn(process.execPath, [outfile], {
      env: {
        SERVER: server.url,
        SETTINGS: JSON.stringify({ ...settings, keep: 3 }),
        NOW: String(fake.now),
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    await once(child, 'close');
    const seconds = (performance.now() - started) / 1_000;
    const result = JSON.parse(output) as { deleted: number; others: object[]; megabytes: number };
    process.stdout.write(
      `${calls} calls in ${seconds.toFixed(0)} s, ${result.megabytes.toFixed(0)} MB at the most\n`,
    );
    expect(result).toMatchObject({ deleted: functions * old, others: [] });
    expect(
      [...fake.functions.keys()].every((name) => fake.published(name).length === versions - old),
    ).toBe(true);
    expect(result.megabytes).toBeLessThanOrEqual(largestMemory);
  },
  30 * 60_000,
);
