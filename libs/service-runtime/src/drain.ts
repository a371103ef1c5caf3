import type { ServerResponse } from 'node:http';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { exitMargin, type DrainBudget } from './drain-budget';
import { HttpConnections, type HttpServer, type WebSockets } from './http-connections';
import type { WriteBuffer } from './write-buffer';

/** The signals that end a service: ECS sends the first, a terminal the second. */
type StopSignal = 'SIGTERM' | 'SIGINT';

const stopSignals: readonly StopSignal[] = ['SIGTERM', 'SIGINT'];

/**
 * Milliseconds in which a further SIGINT is the same Ctrl-C: the terminal sends it to the service and to
 * npm, and npm passes it on.
 */
const sameCtrlCMs = 250;

/** How a drain ends: with everything done, or with something cut short. */
const exitCodes = { complete: 0, incomplete: 1 } as const;

export interface DrainProps {
  readonly budget: DrainBudget;
  /** Gets a line for each step of the drain. */
  readonly log: (line: string) => void;
}

/**
 * Ends a service so that nobody notices: it says that it is not ready, serves on until the load
 * balancer has looked elsewhere, lets requests end, writes what is buffered, and exits, with 0 where
 * everything was done and with 1 where something was cut or lost.
 */
export class Drain {
  private readonly connections: HttpConnections[] = [];
  private readonly buffers: WriteBuffer[] = [];
  private readonly last: (() => Promise<unknown>)[] = [];
  private readonly starting = new AbortController();
  private startedAt = 0;

  constructor(private readonly props: DrainProps) {}

  /** Aborted when the drain begins: what polls a queue stops then. */
  get signal(): AbortSignal {
    return this.starting.signal;
  }

  /** False from the first signal on: the health check answers 503 then. */
  get ready(): boolean {
    return !this.signal.aborted;
  }

  /** Answers a health check: 200, or 503 once the drain has begun. */
  answerHealth(response: ServerResponse): void {
    const status = this.ready ? 'ok' : 'draining';
    response.writeHead(this.ready ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status }));
  }

  /** Adds a server, before it listens. Its idle connections are kept longer than an ALB keeps them. */
  serve(server: HttpServer, webSockets?: WebSockets): void {
    this.connections.push(new HttpConnections(server, webSockets));
  }

  /**
   * Adds a buffer that is flushed after the last request.
   * @throws RangeError where the budget has no time for it
   */
  flush(buffer: WriteBuffer): void {
    if (this.props.budget.flush === 0) {
      throw new RangeError(
        `The drain has no time to flush ${buffer.name}: give \`flush\` in seconds`,
      );
    }
    this.buffers.push(buffer);
  }

  /** Adds work for the end, as closing a pool of connections; after the flush, in the time left. */
  finally(work: () => Promise<unknown>): void {
    this.last.push(work);
  }

  /**
   * Drains at the first SIGTERM or SIGINT. A second one ends the process at once, with 143 or 130, and
   * what is under way or buffered is lost. The handlers stay for good: as the first process of a
   * container, one without them would get no signal at all but SIGKILL.
   */
  onSignals(): void {
    for (const signal of stopSignals) process.on(signal, () => this.receive(signal));
  }

  private receive(signal: StopSignal): void {
    const { log } = this.props;
    if (!this.ready) {
      if (signal === 'SIGINT' && Date.now() - this.startedAt < sameCtrlCMs) return;
      log(`${signal} during the drain: ends at once, ${this.waiting()} buffered writes are lost`);
      process.exit(128 + constants.signals[signal]);
    }
    this.startedAt = Date.now();
    this.starting.abort();
    void this.run(signal);
  }

  private async run(signal: StopSignal): Promise<void> {
    const { log, budget } = this.props;
    const lastMs = (budget.stopTimeout - exitMargin) * 1_000;
    // It keeps the process alive, too, where a step waits for something that does not.
    setTimeout(() => {
      log(
        `The drain takes longer than ${lastMs / 1_000} s: ends with ${this.waiting()} buffered writes`,
      );
      process.exit(exitCodes.incomplete);
    }, lastMs);
    try {
      process.exit((await this.drain(signal)) ? exitCodes.complete : exitCodes.incomplete);
    } catch (error) {
      log(`The drain failed: ${error instanceof Error ? error.stack : String(error)}`);
      process.exit(exitCodes.incomplete);
    }
  }

  /** Resolves to whether nothing was cut or lost. */
  private async drain(signal: StopSignal): Promise<boolean> {
    const { log, budget } = this.props;
    const propagation = inTerminal(signal) ? 0 : budget.lbPropagation;
    log(`${signal}: not ready any more, serves on for ${propagation} s`);
    for (const each of this.connections) each.announce();
    await delay(propagation * 1_000);

    log(`Takes no more connections; requests have ${budget.requests} s to end`);
    const cuts = await Promise.all(
      this.connections.map((each) => each.end(budget.requests * 1_000)),
    );
    const requests = sum(cuts.map((cut) => cut.requests));
    const webSockets = sum(cuts.map((cut) => cut.webSockets));
    if (requests + webSockets > 0) log(`Cut: ${requests} requests, ${webSockets} WebSockets`);

    const lost = await this.flushAll();
    await Promise.all(this.last.map((work) => work()));
    return requests + webSockets + lost === 0;
  }

  /** Resolves to the number of writes that are lost. */
  private async flushAll(): Promise<number> {
    const { log, budget } = this.props;
    const flushed = await Promise.all(
      this.buffers.map(async (buffer) => {
        const { written, deadLettered, lost } = await buffer.flush(budget.flush * 1_000);
        log(
          `Flushed ${buffer.name}: ${written} written, ${deadLettered} dead letters, ${lost} lost`,
        );
        return lost;
      }),
    );
    return sum(flushed);
  }

  private waiting(): number {
    return sum(this.buffers.map(({ size }) => size));
  }
}

/** Whether a person pressed Ctrl-C: no load balancer has to learn of it. */
function inTerminal(signal: StopSignal): boolean {
  return (
    signal === 'SIGINT' && (process.stdout.isTTY || process.stderr.isTTY || process.stdin.isTTY)
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
