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

function measurePlain({ httpServices, functions }: WorkspaceSize): Measured {
  const script = join(__dirname, 'plain-cdktf.ts');
  const outdir = join(folder, `plain-${httpServices}`);
  const args = [String(httpServices), String(functions), outdir];
  return measure(repository, ['-r', '@swc-node/register', script, ...args]);
}

/** Prints the medians and returns them. */
function report(name: string, measured: readonly Measured[]): Measured {
  const seconds = median(measured.map((run) => run.seconds));
  const megabytes = median(measured.map((run) => run.megabytes));
  const of = `${name}, ${measured.length === 1 ? '1 run' : `${measured.length} runs`}`;
  process.stdout.write(
    `${of.padEnd(40)}${seconds.toFixed(2).padStart(7)} s${megabytes.toFixed(0).padStart(6)} MB\n`,
  );
  return { seconds, megabytes };
}

interface Goal {
  readonly size: WorkspaceSize;
  readonly seconds: number;
  readonly megabytes?: number;
  /** Runs of plain CDKTF, which takes long where services are many. */
  readonly plainRuns: number;
}

describe('a synth, whole process, median', () => {
  it.each<Goal>([
    { size: { httpServices: 9, functions: 1 }, seconds: 0.8, plainRuns: runs },
    { size: { httpServices: 90, functions: 10 }, seconds: 1.2, plainRuns: runs },
    { size: { httpServices: 900, functions: 100 }, seconds: 5, megabytes: 300, plainRuns: 1 },
  ])(
    'of $size takes at most $seconds s',
    ({ size, seconds, megabytes, plainRuns }) => {
      const services = size.httpServices + size.functions;
      const root = join(folder, `workspace-${services}`);
      writeWorkspace(root, size);
      measure(root, [slipway, 'place', '--stage', 'dev']);
      const ours: Measured[] = [];
      const plain: Measured[] = [];
      for (let run = 0; run < runs; run += 1) {
        ours.push(measure(root, [slipway, 'synth', '--stage', 'dev']));
        if (run < plainRuns) plain.push(measurePlain(size));
      }
      const slipwaySynth = report(`slipway synth, ${services} services`, ours);
      const plainCdktf = report(`plain cdktf, ${services} services`, plain);
      process.stdout.write(
        `${' '.repeat(40)}${(plainCdktf.seconds / slipwaySynth.seconds).toFixed(1).padStart(7)} times the speed\n`,
      );
      expect(slipwaySynth.seconds).toBeLessThanOrEqual(seconds);
      if (megabytes !== undefined) {
        expect(slipwaySynth.megabytes).toBeLessThanOrEqual(megabytes);
      }
    },
    900_000,
  );
});
