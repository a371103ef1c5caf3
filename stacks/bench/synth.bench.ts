import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWorkspace, type WorkspaceSize } from './workspace';

const repository = join(__dirname, '../..');
const slipway = join(repository, 'apps/slipway/bin/slipway.js');
const runs = 5;

interface Measured {
  readonly seconds: number;
  /** Peak resident memory in MB. */
  readonly megabytes: number;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs Node once, from start to exit. */
function measure(cwd: string, args: readonly string[]): Measured {
  const peakFile = join(folder, 'peak');
  const started = performance.now();
  execFileSync(process.execPath, ['-r', join(__dirname, 'peak-memory.cjs'), ...args], {
    cwd,
    env: { ...process.env, PEAK_MEMORY_FILE: peakFile },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, megabytes: Number(readFileSync(peakFile, 'utf8')) / 1_024 };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report(name: string, measured: readonly Measured[]): number {
  const seconds = median(measured.map((run) => run.seconds));
  const megabytes = median(measured.map((run) => run.megabytes));
  process.stdout.write(
    `${name.padEnd(32)}${seconds.toFixed(2).padStart(7)} s${megabytes.toFixed(0).padStart(6)} MB\n`,
  );
  return seconds;
}

describe('a synth, whole process, median of five runs', () => {
  it.each<[WorkspaceSize, number]>([
    [{ httpServices: 9, functions: 1 }, 0.8],
    [{ httpServices: 90, functions: 10 }, 1.2],
  ])(
    'of %j takes at most %d s',
    (size, goal) => {
      const services = size.httpServices + size.functions;
      const root = join(folder, `workspace-${services}`);
      writeWorkspace(root, size);
      measure(root, [slipway, 'place', '--stage', 'dev']);
      const ours: Measured[] = [];
      const plain: Measured[] = [];
      for (let run = 0; run < runs; run += 1) {
        ours.push(measure(root, [slipway, 'synth', '--stage', 'dev']));
        plain.push(
          measure(repository, [
            ...['-r', '@swc-node/register', join(__dirname, 'plain-cdktf.ts')],
            ...[
              String(size.httpServices),
              String(size.functions),
              join(folder, `plain-${services}`),
            ],
          ]),
        );
      }
      const seconds = report(`slipway synth, ${services} services`, ours);
      report(`plain cdktf, ${services} services`, plain);
      expect(seconds).toBeLessThanOrEqual(goal);
    },
    600_000,
  );
});
