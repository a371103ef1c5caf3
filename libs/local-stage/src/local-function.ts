import type { OnEvent } from './events';
import { FunctionWorker, type FunctionSettings } from './function-worker';
import type { InvocationResult } from './invocation-result';

/** Execution environments of one function at a time; a machine has fewer cores than Lambda. */
const maxWorkers = 8;

/** Name of the log stream that a function is told; here its log goes to the events. */
export const logStream = 'local';

export interface LocalFunctionProps extends Omit<FunctionSettings, 'onLine'> {
  readonly service: string;
  /** Name of the group that its log goes to on AWS. */
  readonly logGroup: string;
  /**
   * Events at a time in one execution environment: one on the fleet that Lambda shares, and what the
   * function says on a capacity provider.
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html
   */
  readonly concurrency: number;
  /** Whether environments stand before the first event, as on a capacity provider. */
  readonly keepsEnvironments: boolean;
  readonly onEvent: OnEvent;
}

/**
 * A function of the stage: as many execution environments as its events at a time need, kept for the
 * next ones. Events over the limit wait for a free one.
 */
export class LocalFunction {
  private readonly workers = new Set<FunctionWorker>();
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly props: LocalFunctionProps) {}

  /** Name of its service. */
  get service(): string {
    return this.props.service;
  }

  /** Name of the group that its log goes to on AWS. */
  get logGroup(): string {
    return this.props.logGroup;
  }

  /** MB. */
  get memory(): number {
    return this.props.memory;
  }

  /**
   * Loads the module once. Where environments stand before the first event, this one is the first.
   * @returns why no event can be taken; undefined where all is well
   */
  async check(): Promise<string | undefined> {
    const worker = this.start();
    const outcome = await worker.initialised;
    // Its code was made anew meanwhile.
    if (!this.workers.has(worker)) return this.check();
    if (typeof outcome === 'number' && this.props.keepsEnvironments) return undefined;
    await this.drop(worker);
    return typeof outcome === 'number' ? undefined : `${outcome.errorType}: ${outcome.message}`;
  }

  /** Invokes the function; never rejects. */
  async invoke(
    event: unknown,
    context: Readonly<Record<string, string>>,
  ): Promise<InvocationResult> {
    let worker = this.free();
    while (!worker) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      worker = this.free();
    }
    try {
      return await worker.invoke(event, context);
    } finally {
      if (!worker.usable) this.workers.delete(worker);
      this.waiting.shift()?.();
    }
  }

  /**
   * Lets new environments serve the next events; those under way end in theirs.
   * @param file what has changed, for the event
   */
  reload(file: string): void {
    for (const worker of this.workers) void worker.retire();
    this.workers.clear();
    this.props.onEvent({ type: 'function-reloaded', service: this.service, file });
  }

  /** Ends every execution environment; events under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.end()));
  }

  /** An environment that can take an event now; undefined where none can and no more may be started. */
  private free(): FunctionWorker | undefined {
    for (const worker of this.workers) {
      if (!worker.usable) this.workers.delete(worker);
      else if (worker.underWay < this.props.concurrency) return worker;
    }
    if (this.workers.size >= maxWorkers) return undefined;
    const worker = this.start();
    void worker.initialised.then((outcome) => {
      if (typeof outcome !== 'number') return;
      this.props.onEvent({ type: 'function-started', service: this.service, initMs: outcome });
    });
    return worker;
  }

  private start(): FunctionWorker {
    const { service, onEvent } = this.props;
    const worker = new FunctionWorker({
      ...this.props,
      onLine: (stream, line) => onEvent({ type: 'log', service, stream, line }),
    });
    this.workers.add(worker);
    return worker;
  }

  private async drop(worker: FunctionWorker): Promise<void> {
    this.workers.delete(worker);
    await worker.end();
  }
}
