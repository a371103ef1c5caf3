import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const repository = join(__dirname, '../../..');
const launcher = join(repository, 'apps/slipway/bin/slipway.js');

/** Pairs of runs: the two of a pair see the machine equally busy. */
const PAIRS = 15;

/** What `--help` may cost beside a Node.js that does nothing, and in all. */
const LARGEST_RATIO = 2;
const LARGEST_MS = 150;

function measure(args: readonly string[]): number {
  const started = performance.now();
  execFileSync(process.execPath, args, { cwd: repository, stdio: 'ignore' });
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

test('--help with a bundle that is built', () => {
  measure([launcher, '--help']);
  const pairs = Array.from({ length: PAIRS }, () => ({
    bare: measure(['-e', '0']),
    help: measure([launcher, '--help']),
  }));
  const bare = median(pairs.map((pair) => pair.bare));
  const help = median(pairs.map((pair) => pair.help));
  const ratio = median(pairs.map((pair) => pair.help / pair.bare));
  process.stdout.write(
    `--help ${help.toFixed(0)} ms, bare node ${bare.toFixed(0)} ms, ratio ${ratio.toFixed(2)}\n`,
  );
  expect(help).toBeLessThanOrEqual(LARGEST_MS);
  expect(ratio).toBeLessThanOrEqual(LARGEST_RATIO);
});
