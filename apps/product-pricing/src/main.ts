import { buildServer } from './server';

const port = Number(process.env.PORT);
if (!Number.isInteger(port) || port < 1) {
  throw new Error(`PORT must be the port to listen on, got: ${process.env.PORT ?? 'nothing'}`);
}

const server = buildServer({ logger: true });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.log.info({ signal }, 'closing');
    void server.close();
  });
}

void server.listen({ host: '0.0.0.0', port });
