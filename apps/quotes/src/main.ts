import { pricingAt } from './pricing';
import { buildServer } from './server';

const port = Number(process.env.PORT);
if (!Number.isInteger(port) || port < 1) {
  throw new Error(`PORT must be the port to listen on, got: ${process.env.PORT ?? 'nothing'}`);
}

const pricingUrl = process.env.PRODUCT_PRICING_URL;
if (!pricingUrl) throw new Error('PRODUCT_PRICING_URL must be the address of product-pricing');

const server = buildServer(pricingAt(pricingUrl), { logger: true });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.log.info({ signal }, 'closing');
    void server.close();
  });
}

void server.listen({ host: '0.0.0.0', port });
