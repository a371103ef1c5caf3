import type { FastifyInstance } from 'fastify';
import type { Drain } from './drain';
import type { WebSockets } from './http-connections';

export interface FastifyDrainOptions {
  readonly drain: Drain;
  /** Path of the health check: `container.health` of the service's `service.yaml`. */
  readonly health: string;
  readonly webSockets?: WebSockets;
}

/**
 * Fastify plugin: the server is drained before it is closed, answers its health check, and runs its
 * `onClose` hooks after the flush. To be registered before the server listens.
 */
export function fastifyDrain(
  server: FastifyInstance,
  { drain, health, webSockets }: FastifyDrainOptions,
  done: () => void,
): void {
  drain.serve(server.server, webSockets);
  drain.finally(() => server.close());
  server.get(health, { logLevel: 'warn' }, (_request, reply) =>
    drain.ready ? { status: 'ok' } : reply.code(503).send({ status: 'draining' }),
  );
  done();
}

// The server that registers it is the one it works on, and not a scope of its own below it.
Object.assign(fastifyDrain, { [Symbol.for('skip-override')]: true });
