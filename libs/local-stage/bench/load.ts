import { execFile } from 'node:child_process';
import { Agent, request } from 'node:http';
import { promisify } from 'node:util';

/** What a load has come to. */
export interface Throughput {
  /** Requests per second. */
  readonly rate: number;
  readonly failed: number;
}

/** Sends as many requests as are answered over ten connections. */
export async function throughput(url: string, seconds: number): Promise<Throughput> {
  const program = require.resolve('autocannon/autocannon.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[program, '--json', '--no-progress', '--connections', '10'],
    ...['--duration', String(seconds), url],
  ]);
  const { requests, errors, timeouts, non2xx } = JSON.parse(stdout) as {
    readonly requests: { readonly average: number };
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
  };
  return { rate: requests.average, failed: errors + timeouts + non2xx };
}

/** Sends one request after the other over one connection; the median time of one in milliseconds. */
export async function medianLatency(url: string, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let sent = 0; sent < count; sent++) {
    const startedAt = performance.now();
    await new Promise<void>((resolve, reject) => {
      request(url, { agent }, (response) => {
        response.resume();
        response.once('end', resolve);
      })
        .once('error', reject)
        .end();
    });
    times.push(performance.now() - startedAt);
  }
  agent.destroy();
  return median(times);
}

/** The middle one of the values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
