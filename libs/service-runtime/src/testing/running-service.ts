import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { DeadLetterFile } from '../dead-letter-file';
import type { ServiceSettings } from './service-settings';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds since the service was started. */
  readonly at: number;
}

/** The services of a test file, each a process, and the folder they write to. */
export class RunningServices {
  private readonly folder = mkdtempSync(join(tmpdir(), 'slipway-drain-'));
  private readonly program = join(this.folder, 'service.js');
  private readonly running: RunningService[] = [];

  constructor() {
    buildSync({
      entryPoints: [join(__dirname, 'drained-service.ts')],
      outfile: this.program,
      bundle: true,
      platform: 'node',
      target: 'node20',
      external: ['bufferutil', 'utf-8-validate'],
      logLevel: 'error',
    });
  }

  /**
   * Starts a service that is drained for 0.5 seconds before its requests get 3 and its buffer 5.
   * @param through a program that runs the command it is given: `['unshare', '--fork']`
   */
  async start(
    given: Partial<ServiceSettings> = {},
    environment: Readonly<Record<string, string>> = {},
    through: readonly string[] = [],
  ): Promise<RunningService> {
    const name = String(this.running.length);
    const settings: ServiceSettings = {
      server: 'http',
      requests: 3,
      flush: 5,
      ledger: join(this.folder, `${name}.ledger`),
      deadLetters: join(this.folder, `${name}.jsonl`),
      writer: 'writes',
      stuck: false,
      ...given,
    };
    const command = [...through, process.execPath, this.program, JSON.stringify(settings)];
    const env = { SLIPWAY_LB_PROPAGATION: '0.5', SLIPWAY_STOP_TIMEOUT: '60', ...environment };
    const service = new RunningService(command, { PATH: process.env.PATH, ...env }, settings);
    this.running.push(service);
    await service.said(/^listening/);
    return service;
  }

  /** Ends what still runs and removes what it wrote. */
  async dispose(): Promise<void> {
    for (const service of this.running) service.child.kill('SIGKILL');
    await Promise.all(this.running.map(({ exit }) => exit));
    rmSync(this.folder, { recursive: true });
  }
}

export class RunningService {
  readonly child: ChildProcess;
  readonly exit: Promise<Exit>;
  readonly lines: string[] = [];

  constructor(
    [program = '', ...args]: readonly string[],
    env: NodeJS.ProcessEnv,
    readonly settings: ServiceSettings,
  ) {
    const started = Date.now();
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child = child;
    this.exit = once(child, 'close').then(([code, signal]: unknown[]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      at: Date.now() - started,
    }));
    createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line.trim()));
  }

  get url(): string {
    const line = this.lines.find((each) => each.startsWith('listening '));
    return `http://127.0.0.1:${line?.split(' ')[1]}`;
  }

  /** Resolves to the first line that matches, once there is one. */
  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => pattern.test(line));
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(`It has ended: ${this.lines.join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Ids in the order in which they were written. */
  written(): string[] {
    const { ledger } = this.settings;
    if (!existsSync(ledger)) return [];
    return readFileSync(ledger, 'utf8').split('\n').filter(Boolean);
  }

  /** Ids that wait for a replay. */
  async deadLettered(): Promise<string[]> {
    const { letters } = await new DeadLetterFile(this.settings.deadLetters).list();
    return letters.map(({ id }) => id);
  }
}
