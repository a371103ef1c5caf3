import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify from 'fastify';
import { WebSocketServer } from 'ws';
import { DeadLetterFile, Drain, drainBudget, fastifyDrain, WriteBuffer } from '../index';
import type { ServiceSettings } from './service-settings';

/** A service for the tests, which is a process of its own: it is told to end by real signals. */
const settings = JSON.parse(process.argv[2] ?? '{}') as ServiceSettings;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const budget = drainBudget({ requests: settings.requests, flush: settings.flush });
const drain = new Drain({ budget, log: print });

let batches = 0;
const buffer = new WriteBuffer({
  name: 'orders',
  capacity: 1_000,
  batchSize: 50,
  intervalMs: 30_000,
  attempts: 3,
  deadLetters: new DeadLetterFile(settings.deadLetters),
  writer: async (writes) => {
    if (drain.ready) throw new Error('not before the flush');
    // Nothing is left then that would keep the process alive.
    if (settings.writer === 'hangs') return new Promise(() => undefined);
    if (settings.writer === 'dies' && batches === 2) process.kill(process.pid, 'SIGKILL');
    batches += 1;
    appendFileSync(settings.ledger, writes.map(({ id }) => `${id}\n`).join(''));
    return [];
  },
});
drain.flush(buffer);
if (settings.stuck) drain.finally(() => new Promise(() => undefined));

/** `/health`, `/slow?ms=100`, `/begun?ms=100` with headers at once, `/writes?id=1`. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/health') {
    drain.answerHealth(response);
    return;
  }
  if (pathname === '/writes') buffer.accept({ of: pathname }, searchParams.get('id') ?? undefined);
  if (pathname === '/begun') response.write('begun ');
  if (searchParams.has('ms')) await delay(Number(searchParams.get('ms')));
  response.end('done');
}

async function start(): Promise<void> {
  if (settings.server === 'fastify') {
    const server = Fastify();
    await server.register(fastifyDrain, { drain, health: '/health' });
    server.get('/*', async ({ raw }, reply) => {
      reply.hijack();
      await answer(raw, reply.raw);
    });
    server.addHook('onClose', async () => print('onClose'));
    await server.listen({ port: 0, host: '127.0.0.1' });
    print(`listening ${(server.server.address() as AddressInfo).port}`);
    return;
  }
  const server = createServer((request, response) => void answer(request, response));
  const webSockets = new WebSocketServer({ server });
  drain.serve(server, webSockets);
  server.listen(0, '127.0.0.1', () => print(`listening ${(server.address() as AddressInfo).port}`));
}

drain.onSignals();
void start();
