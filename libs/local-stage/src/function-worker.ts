import { Worker } from 'node:worker_threads';
import type { LogStream } from './events';
import {
  functionRuntime,
  type Invocation,
  type RuntimeError,
  type RuntimeMessage,
  type RuntimeSettings,
} from './function-runtime';
import { thrown, timedOut, type InvocationResult } from './invocation-result';
import { readLines } from './log-lines';

export interface FunctionSettings extends RuntimeSettings {
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds for one invocation. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
  readonly onLine: (stream: LogStream, line: string) => void;
}

/** One execution environment of a function: a worker thread. */
export class FunctionWorker {
  /** Milliseconds until it was ready, or why it cannot be. */
  readonly initialised: Promise<number | RuntimeError>;
  private readonly worker: Worker;
  private readonly receivers = new Map<number, (result: InvocationResult) => void>();
  private settleInit: (outcome: number | RuntimeError) => void = () => undefined;
  private count = 0;
  private closed = false;

  constructor(private readonly settings: FunctionSettings) {
    const { module, exportName, environment, memory, onLine } = settings;
    const startedAt = performance.now();
    this.initialised = new Promise((resolve) => {
      this.settleInit = resolve;
    });
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
    this.worker.on('message', (message: RuntimeMessage) => {
      if (message.kind === 'ready') this.settleInit(performance.now() - startedAt);
      else if (message.kind === 'not-ready') this.fail(message);
      else if (message.kind === 'result') this.deliver(message.id, resultOf(message));
      else this.deliver(message.id, thrown(message));
    });
    this.worker.on('error', (error) => {
      const { name, message, stack } = error as Error;
      this.fail({ errorType: name, message, stack });
    });
    this.worker.on('exit', (code) => {
      const message = `Runtime exited with code ${code}`;
      this.fail({ errorType: 'Runtime.ExitError', message });
    });
  }

  /** False once the thread has ended, could not initialise, or only finishes what is under way. */
  get usable(): boolean {
    return !this.closed;
  }

  /** Events under way. */
  get underWay(): number {
    return this.receivers.size;
  }

  /**
   * Runs the handler once. Initialisation does not count towards the function's timeout. An invocation
   * that takes too long ends the environment once nothing else is under way in it.
   */
  async invoke(
    event: unknown,
    context: Readonly<Record<string, string>>,
  ): Promise<InvocationResult> {
    const id = ++this.count;
    const received = new Promise<InvocationResult>((resolve) => this.receivers.set(id, resolve));
    const ready = await this.initialised;
    if (typeof ready !== 'number') return received;
    const { timeout } = this.settings;
    const invocation: Invocation = { id, event, context, deadline: Date.now() + timeout * 1_000 };
    this.worker.postMessage(invocation);
    const timer = setTimeout(() => {
      this.closed = true;
      this.deliver(id, timedOut(context.awsRequestId, timeout));
    }, timeout * 1_000);
    try {
      return await received;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Takes no further event; the thread ends with those under way. */
  async retire(): Promise<void> {
    this.closed = true;
    if (this.receivers.size === 0) await this.worker.terminate();
  }

  /** Ends the thread, whatever it does. */
  async end(): Promise<void> {
    this.closed = true;
    await this.worker.terminate();
  }

  private deliver(id: number, result: InvocationResult): void {
    this.receivers.get(id)?.(result);
    this.receivers.delete(id);
    if (this.closed && this.receivers.size === 0) void this.worker.terminate();
  }

  /** Fails everything: the thread is of no use any more. */
  private fail(error: RuntimeError): void {
    this.closed = true;
    this.settleInit(error);
    for (const id of [...this.receivers.keys()]) this.deliver(id, thrown(error));
    void this.worker.terminate();
  }
}

function resultOf({ json }: RuntimeMessage & { readonly kind: 'result' }): InvocationResult {
  return { kind: 'result', json };
}
