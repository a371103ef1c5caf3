import { Worker } from 'node:worker_threads';
import type { LogStream } from './events';
import {
  functionRuntime,
  type Invocation,
  type RuntimeMessage,
  type RuntimeSettings,
} from './function-runtime';
import { readLines } from './log-lines';

/** How an invocation ended. */
export type InvocationResult =
  /** JSON text of what the handler returned; undefined where JSON cannot say it. */
  | { readonly kind: 'result'; readonly json: string | undefined }
  | { readonly kind: 'error'; readonly reason: string };

export interface FunctionSettings extends RuntimeSettings {
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds for one invocation. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
  readonly onLine: (stream: LogStream, line: string) => void;
}

/** One execution environment of a function: a worker thread that takes one event at a time. */
export class FunctionWorker {
  private readonly worker: Worker;
  private readonly started: Promise<RuntimeMessage>;
  private receiver: ((message: RuntimeMessage) => void) | undefined;
  private ended = false;

  constructor(private readonly settings: FunctionSettings) {
    const { module, exportName, environment, memory, onLine } = settings;
    const workerData: RuntimeSettings = { module, exportName };
    this.worker = new Worker(functionRuntime, {
      eval: true,
      workerData,
      env: environment,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stdout: true,
      stderr: true,
    });
    readLines(this.worker.stdout, (line) => onLine('stdout', line));
    readLines(this.worker.stderr, (line) => onLine('stderr', line));
    this.worker.on('message', (message: RuntimeMessage) => this.deliver(message));
    this.worker.on('error', (error) => {
      const { name, message, stack } = error as Error;
      this.deliver({ kind: 'error', errorType: name, message, stack });
    });
    this.worker.on('exit', (code) => {
      this.ended = true;
      const message = `Runtime exited with code ${code}`;
      this.deliver({ kind: 'error', errorType: 'Runtime.ExitError', message });
    });
    this.started = this.receive();
  }

  /** False once the thread has ended or failed to initialise. */
  get usable(): boolean {
    return !this.ended;
  }

  /** Runs the handler once. Initialisation does not count towards the function's timeout. */
  async invoke(
    event: unknown,
    context: Readonly<Record<string, string>>,
  ): Promise<InvocationResult> {
    const started = await this.started;
    if (started.kind === 'error') {
      await this.end();
      return { kind: 'error', reason: reasonOf(started) };
    }
    const { timeout } = this.settings;
    const invocation: Invocation = { event, context, deadline: Date.now() + timeout * 1_000 };
    const received = this.receive();
    this.worker.postMessage(invocation);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      void this.end();
    }, timeout * 1_000);
    const message = await received;
    clearTimeout(timer);
    if (timedOut) {
      return { kind: 'error', reason: `Task timed out after ${timeout.toFixed(2)} seconds` };
    }
    return message.kind === 'error'
      ? { kind: 'error', reason: reasonOf(message) }
      : { kind: 'result', json: message.kind === 'result' ? message.json : undefined };
  }

  /** Ends the thread, whatever it does. */
  async end(): Promise<void> {
    this.ended = true;
    await this.worker.terminate();
  }

  private receive(): Promise<RuntimeMessage> {
    return new Promise((resolve) => {
      this.receiver = resolve;
    });
  }

  private deliver(message: RuntimeMessage): void {
    this.receiver?.(message);
    this.receiver = undefined;
  }
}

/** The stack where there is one: it begins with type and message, and names the handler's line. */
function reasonOf({ errorType, message, stack }: RuntimeMessage & { kind: 'error' }): string {
  return stack ?? `${errorType}: ${message}`;
}
