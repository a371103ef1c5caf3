import { Drain, drainBudget } from '@slipway/service-runtime';
import { buildServer } from './server';

const port = Number(process.env.PORT);
if (!Number.isInteger(port) || port < 1) {
  throw new Error(`PORT must be the port to listen on, got: ${process.env.PORT ?? 'nothing'}`);
}

const drain = new Drain({
  budget: drainBudget(),
  log: (line) => server.log.info(line),
});
const server = buildServer(drain, { logger: true });
drain.onSignals();

void server.listen({ host: process.env.HOST ?? '0.0.0.0', port });
