import { appendFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { DeadLetterFile, Drain, drainBudget, WriteBuffer } from '../src/index';

/** How a service ends. */
export type Shape = 'server.close()' | 'http-terminator' | '@godaddy/terminus' | 'service-runtime';

export interface ServiceArguments {
  readonly shape: Shape;
  readonly ledger: string;
  readonly deadLetters: string;
  /** Whether the table answers no write from SIGTERM on. */
  readonly outage: boolean;
  /** Folder with the packages of the other shapes. */
  readonly packages: string;
}

/** Writes at once, and the milliseconds that the table takes for them. */
const batchSize = 25;
const writeMs = 100;

const { shape, ledger, deadLetters, outage, packages } = JSON.parse(
  process.argv[2] ?? '{}',
) as ServiceArguments;

let ending = false;
process.prependOnceListener('SIGTERM', () => {
  ending = true;
});

const write = async (ids: readonly string[]): Promise<void> => {
  await (ending && outage ? new Promise(() => undefined) : delay(writeMs));
  appendFileSync(ledger, ids.map((id) => `${id}\n`).join(''));
};

/** Answers after `ms` and takes the write `id`. */
function listener(accept: (id: string) => void): RequestListener {
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/ready') {
      response.end();
      return;
    }
    setTimeout(
      () => {
        accept(searchParams.get('id') ?? '');
        response.end('accepted');
      },
      Number(searchParams.get('ms')),
    );
  };
}

function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
  });
}

/** A buffer as it is written by hand: an array that is emptied as it fills. */
function byHand(): { accept(id: string): void; flush(): Promise<void> } {
  const waiting: string[] = [];
  let flushing: Promise<void> | undefined;
  const empty = async (): Promise<void> => {
    while (waiting.length > 0) await write(waiting.splice(0, batchSize));
    flushing = undefined;
  };
  const flush = (): Promise<void> => (flushing ??= empty());
  const accept = (id: string): void => {
    waiting.push(id);
    if (waiting.length >= batchSize) void flush();
  };
  return { accept, flush };
}

function usual(): void {
  const { accept, flush } = byHand();
  const server = createServer(listener(accept));
  const load = createRequire(`${packages}/package.json`);
  if (shape === '@godaddy/terminus') {
    const { createTerminus } = load(shape) as {
      createTerminus(server: Server, options: object): void;
    };
    createTerminus(server, {
      signals: ['SIGTERM'],
      timeout: 10_000,
      healthChecks: { '/health': async () => undefined },
      // As its documentation says to do behind a load balancer.
      beforeShutdown: () => delay(3_000),
      onSignal: flush,
    });
  } else if (shape === 'http-terminator') {
    const { createHttpTerminator } = load(shape) as {
      createHttpTerminator(options: object): { terminate(): Promise<void> };
    };
    const terminator = createHttpTerminator({ server, gracefulTerminationTimeout: 10_000 });
    process.once('SIGTERM', () => {
      void terminator
        .terminate()
        .then(flush)
        .then(() => process.exit());
    });
  } else {
    process.once('SIGTERM', () => server.close(() => void flush().then(() => process.exit())));
  }
  listen(server);
}

function withRuntime(): void {
  const budget = drainBudget({ lbPropagation: 3, requests: 5, flush: 10 });
  const drain = new Drain({ budget, log: () => undefined });
  const buffer = new WriteBuffer({
    name: 'orders',
    writer: async (writes) => {
      await write(writes.map(({ id }) => id));
      return [];
    },
    deadLetters: new DeadLetterFile(deadLetters),
    capacity: 100_000,
    batchSize,
    intervalMs: 60_000,
    attempts: 3,
  });
  drain.flush(buffer);
  const server = createServer(listener((id) => void buffer.accept({ id }, id)));
  drain.serve(server);
  drain.onSignals();
  listen(server);
}

if (shape === 'service-runtime') withRuntime();
else usual();
