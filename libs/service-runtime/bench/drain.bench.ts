import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { DeadLetterFile } from '../src/index';
import type { ServiceArguments, Shape } from './service';

const packages = { 'http-terminator': '3.2.0', '@godaddy/terminus': '4.12.1' };

/** Milliseconds that a load balancer goes on sending after SIGTERM. */
const propagationMs = 2_000;

/** Seconds until the kill. */
const stopTimeout = 25;

const clients = 20;

const folder = mkdtempSync(join(tmpdir(), 'slipway-drain-bench-'));
const installed = join(__dirname, '../../../.slipway/drain-bench');
const program = join(folder, 'service.js');
let shapes: readonly Shape[];

beforeAll(() => {
  buildSync({
    entryPoints: [join(__dirname, 'service.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
  });
  const others = install() ? (Object.keys(packages) as Shape[]) : [];
  shapes = ['server.close()', ...others, 'service-runtime'];
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Whether the packages that are compared are there. */
function install(): boolean {
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  mkdirSync(installed, { recursive: true });
  if (!existsSync(join(installed, 'package.json'))) {
    writeFileSync(join(installed, 'package.json'), '{ "private": true }');
  }
  const flags = ['--no-audit', '--no-fund', '--silent', '--prefix', installed];
  if (spawnSync('npm', ['install', ...flags, ...names]).status === 0) return true;
  process.stdout.write('npm cannot install the packages to compare with: they are left out\n');
  return false;
}

interface Outcome {
  readonly shape: Shape;
  readonly requests: number;
  readonly failed: number;
  readonly accepted: number;
  readonly lost: number;
  readonly seconds: number;
  readonly end: string;
}

/** One restart under load: what failed, what is lost, and how the service ended. */
async function restart(shape: Shape, outage: boolean): Promise<Outcome> {
  const ledger = join(folder, `${shape.replaceAll(/\W/g, '')}-${outage}.ledger`);
  const deadLetters = `${ledger}.jsonl`;
  const given: ServiceArguments = { shape, ledger, deadLetters, outage, packages: installed };
  const child = spawn(process.execPath, [program, JSON.stringify(given)], {
    env: { PATH: process.env.PATH, SLIPWAY_STOP_TIMEOUT: String(stopTimeout) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];

  const accepted = new Set<string>();
  let requests = 0;
  let failed = 0;
  let routed = true;
  const ask = async (agent: Agent, ms: number): Promise<void> => {
    const id = `${requests++}`;
    try {
      const sent = get(`http://127.0.0.1:${port}/?id=${id}&ms=${ms}`, { agent });
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      await response.resume().toArray();
      if (response.statusCode === 200) accepted.add(id);
      else failed += 1;
    } catch {
      failed += 1;
      await delay(20);
    }
  };
  const agents = Array.from(
    { length: clients },
    () => new Agent({ keepAlive: true, maxSockets: 1 }),
  );
  const load = agents.map(async (agent) => {
    while (routed) await ask(agent, 10);
  });
  await delay(1_500);
  const slow = agents.slice(0, 5).map(() => ask(new Agent(), 3_000));
  await delay(500);

  const signalled = performance.now();
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), stopTimeout * 1_000);
  await delay(propagationMs);
  routed = false;
  await Promise.all([...load, ...slow]);
  const [code, signal] = await exit;
  clearTimeout(kill);
  const seconds = (performance.now() - signalled) / 1_000;
  for (const agent of agents) agent.destroy();

  const kept = existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : [];
  const letters = existsSync(deadLetters)
    ? (await new DeadLetterFile(deadLetters).list()).letters
    : [];
  for (const id of [...kept, ...letters.map((letter) => letter.id)]) accepted.delete(id);
  return {
    ...{ shape, requests, failed, seconds },
    accepted: requests - failed,
    lost: accepted.size,
    end: signal ?? `exit ${code}`,
  };
}

function tell({ shape, requests, failed, accepted, lost, seconds, end }: Outcome): void {
  process.stdout.write(
    `${shape.padEnd(18)} ${failed} of ${requests} requests failed, ` +
      `${lost} of ${accepted} writes lost, ${end} after ${seconds.toFixed(1)} s\n`,
  );
}

test('a restart under load fails no request and loses no write', async () => {
  const outcomes: Outcome[] = [];
  for (const shape of shapes) outcomes.push(await restart(shape, false));
  outcomes.forEach(tell);
  expect(outcomes.at(-1)).toMatchObject({ failed: 0, lost: 0, end: 'exit 0' });
}, 300_000);

test('nor where the table does not answer any more', async () => {
  const outcomes: Outcome[] = [];
  for (const shape of ['server.close()', 'service-runtime'] as const) {
    outcomes.push(await restart(shape, true));
  }
  process.stdout.write('without the table:\n');
  outcomes.forEach(tell);
  expect(outcomes.at(-1)).toMatchObject({ failed: 0, lost: 0, end: 'exit 0' });
}, 300_000);
