import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Seconds from the command to the first 200 through all hops. */
const largestSeconds = 5;
const runs = 3;

const root = join(__dirname, '../../..');
const command = join(root, 'apps/slipway/bin/slipway.js');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

/** Starts the stage `local` of this workspace; returns the seconds until `/quotes/rope-25` answers 200. */
async function firstRequest(): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [command, 'start', '--port', String(port)], {
    cwd: root,
    stdio: 'ignore',
  });
  try {
    const deadline = begun + 120_000;
    for (;;) {
      const status = await fetch(`http://127.0.0.1:${port}/quotes/rope-25`, {
        signal: AbortSignal.timeout(5_000),
      }).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 200) return (performance.now() - begun) / 1_000;
      if (performance.now() > deadline) throw new Error(`It answered ${status} for two minutes.`);
      await delay(10);
    }
  } finally {
    await stop(child);
  }
}

test('the first 200 through API Gateway, NLB, ALB and two services', async () => {
  // The first start makes the bundle of the command line, which a warm clone has.
  await firstRequest();
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) seconds.push(await firstRequest());
  const [, median = Number.NaN] = [...seconds].sort((a, b) => a - b);
  const all = seconds.map((one) => one.toFixed(2)).join(', ');
  process.stdout.write(`first 200 after ${median.toFixed(2)} s (median of ${all})\n`);
  expect(median).toBeLessThanOrEqual(largestSeconds);
}, 600_000);
