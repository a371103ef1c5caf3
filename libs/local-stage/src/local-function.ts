import { FunctionWorker, type FunctionSettings, type InvocationResult } from './function-worker';

/** Execution environments of one function at a time; a machine has fewer cores than Lambda. */
const maxWorkers = 8;

/** Name of the log stream that a function is told; here its log goes to the events. */
export const logStream = 'local';

/**
 * A function of the stage: as many execution environments as there are events at a time, kept for
 * the next ones. Events over the limit wait for a free one.
 */
export class LocalFunction {
  private readonly idle: FunctionWorker[] = [];
  private readonly all = new Set<FunctionWorker>();
  private readonly waiting: ((worker: FunctionWorker) => void)[] = [];

  /** @param logGroup name of the group that its log goes to on AWS */
  constructor(
    readonly service: string,
    readonly logGroup: string,
    private readonly settings: FunctionSettings,
  ) {}

  /** MB. */
  get memory(): number {
    return this.settings.memory;
  }

  /** Invokes the function; never rejects. */
  async invoke(
    event: unknown,
    context: Readonly<Record<string, string>>,
  ): Promise<InvocationResult> {
    const worker = await this.acquire();
    try {
      return await worker.invoke(event, context);
    } finally {
      this.release(worker);
    }
  }

  /** Ends every execution environment; events under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.end()));
  }

  private async acquire(): Promise<FunctionWorker> {
    for (let worker = this.idle.pop(); worker; worker = this.idle.pop()) {
      if (worker.usable) return worker;
      this.all.delete(worker);
    }
    if (this.all.size < maxWorkers) return this.start();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private release(worker: FunctionWorker): void {
    const next = this.waiting.shift();
    if (worker.usable) {
      if (next) next(worker);
      else this.idle.push(worker);
      return;
    }
    this.all.delete(worker);
    next?.(this.start());
  }

  private start(): FunctionWorker {
    const worker = new FunctionWorker(this.settings);
    this.all.add(worker);
    return worker;
  }
}
