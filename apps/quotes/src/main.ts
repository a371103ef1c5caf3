import { Drain, drainBudget } from '@slipway/service-runtime';
import { pricingAt } from './pricing';
import { buildServer } from './server';

const port = Number(process.env.PORT);
if (!Number.isInteger(port) || port < 1) {
  throw new Error(`PORT must be the port to listen on, got: ${process.env.PORT ?? 'nothing'}`);
}

const pricingUrl = process.env.PRODUCT_PRICING_URL;
if (!pricingUrl) throw new Error('PRODUCT_PRICING_URL must be the address of product-pricing');

// A task on Spot may be told to end before its ALB: three failed health checks of 10 seconds tell it.
const drain = new Drain({
  budget: drainBudget({ lbPropagation: 30, requests: 25 }),
  log: (line) => server.log.info(line),
});
const server = buildServer(pricingAt(pricingUrl), drain, { logger: true });
drain.onSignals();

void server.listen({ host: process.env.HOST ?? '0.0.0.0', port });
