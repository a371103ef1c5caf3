import { reap } from '../runtime/reap';
import type { RuntimeContext } from '../runtime/context';
import { drive } from './drive';

export interface WorkerProps {
  /** Milliseconds between two looks for runs of other hosts that nobody hosts any more. */
  readonly scanMs: number;
  /** Milliseconds between two sweeps. */
  readonly reapMs: number;
}

/** Hosts runs in this process: those it is given, and those that it finds without a host. */
export class Worker {
  private readonly hosted = new Map<string, Promise<void>>();
  /** Ends the wait of a run's loop. */
  private readonly wakers = new Map<string, () => void>();
  private readonly stopping = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly sweeps = new Set<Promise<unknown>>();

  constructor(
    private readonly context: RuntimeContext,
    private readonly props: WorkerProps,
  ) {}

  /** Begins to look for runs. */
  start(): void {
    this.timers.push(
      setInterval(() => this.sweep(() => this.scan()), this.props.scanMs),
      setInterval(() => this.sweep(() => reap(this.context)), this.props.reapMs),
    );
    this.sweep(() => this.scan());
  }

  /** Hosts a run, or looks at once where it does already. */
  host(runId: string): void {
    const wake = this.wakers.get(runId);
    if (wake) wake();
    if (this.hosted.has(runId) || this.stopping.signal.aborted) return;
    const context = { ...this.context, sleep: (ms: number) => this.pause(runId, ms) };
    const ended = drive(context, runId, this.stopping.signal).finally(() => {
      this.hosted.delete(runId);
      this.wakers.delete(runId);
    });
    this.hosted.set(runId, ended);
  }

  /** Leaves every run where it stands, for another host; sessions run on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.timers.forEach(clearInterval);
    this.wakers.forEach((wake) => wake());
    await Promise.allSettled([...this.hosted.values(), ...this.sweeps]);
  }

  private async scan(): Promise<void> {
    const { store, clock } = this.context;
    for await (const { runId } of store.queue()) this.host(runId);
    for await (const runId of store.due(clock.now())) this.host(runId);
  }

  /** A look that fails is made again at the next turn. */
  private sweep(look: () => Promise<unknown>): void {
    const done = look()
      .catch((error: unknown) => {
        this.context.telemetry.line('error', 'Sweep failed', {
          error: (error as Error).name,
          reason: (error as Error).message,
        });
      })
      .finally(() => this.sweeps.delete(done));
    this.sweeps.add(done);
  }

  private pause(runId: string, ms: number): Promise<void> {
    if (this.stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      const wakers = this.wakers;
      function done(): void {
        clearTimeout(timer);
        wakers.delete(runId);
        resolve();
      }
      wakers.set(runId, done);
    });
  }
}
