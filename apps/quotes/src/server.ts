import { fastifyDrain, type Drain } from '@slipway/service-runtime';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { PricingUnavailableError, type Pricing } from './pricing';
import { maxQuantity, parseQuoteId, quoteFor } from './quote';

interface QuoteRequest {
  readonly product: string;
  readonly quantity: number;
}

const quoteRequest = {
  type: 'object',
  required: ['product', 'quantity'],
  additionalProperties: false,
  properties: {
    product: { type: 'string', pattern: '^[a-z]+$' },
    quantity: { type: 'integer', minimum: 1, maximum: maxQuantity },
  },
};

/** The service without a port; the drain answers its health check. */
export function buildServer(
  pricing: Pricing,
  drain: Drain,
  options: FastifyServerOptions = {},
): FastifyInstance {
  const server = Fastify({
    ...options,
    // Wrong types and unknown fields are the caller's mistake; Fastify would convert and drop them.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  void server.register(fastifyDrain, { drain, health: '/health' });

  server.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof PricingUnavailableError)) throw error;
    reply.log.error(error);
    return reply.code(502).send({ message: 'Prices are not available at the moment.' });
  });

  server.get('/quotes', async () => ({ quotes: (await pricing.list()).map(quoteFor) }));

  server.get<{ Params: { id: string } }>('/quotes/:id', async ({ params: { id } }, reply) => {
    const wanted = parseQuoteId(id);
    const price = wanted && (await pricing.priceOf(wanted.product, wanted.quantity));
    return price ? quoteFor(price) : reply.code(404).send({ message: `There is no quote ${id}.` });
  });

  server.post<{ Body: QuoteRequest }>(
    '/quotes',
    { schema: { body: quoteRequest } },
    async ({ body: { product, quantity } }, reply) => {
      const price = await pricing.priceOf(product, quantity);
      return price
        ? reply.code(201).send(quoteFor(price))
        : reply.code(400).send({ message: `There is no product ${product}.` });
    },
  );

  return server;
}
