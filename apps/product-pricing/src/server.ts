import { fastifyDrain, type Drain } from '@slipway/service-runtime';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { listPrices, maxQuantity, priceOf } from './price';

interface PriceQuery {
  readonly quantity: number;
}

const priceQuery = {
  type: 'object',
  additionalProperties: false,
  properties: { quantity: { type: 'integer', minimum: 1, maximum: maxQuantity, default: 1 } },
};

/** The service without a port; the drain answers its health check. */
export function buildServer(drain: Drain, options: FastifyServerOptions = {}): FastifyInstance {
  const server = Fastify({
    ...options,
    // An unknown parameter is the caller's mistake; Fastify would drop it.
    ajv: { customOptions: { removeAdditional: false } },
  });
  void server.register(fastifyDrain, { drain, health: '/health' });

  server.get<{ Querystring: PriceQuery }>(
    '/prices',
    { schema: { querystring: priceQuery } },
    ({ query }) => ({ prices: listPrices(query.quantity) }),
  );

  server.get<{ Params: { product: string }; Querystring: PriceQuery }>(
    '/prices/:product',
    { schema: { querystring: priceQuery } },
    ({ params, query }, reply) => {
      const price = priceOf(params.product, query.quantity);
      return price ?? reply.code(404).send({ message: `There is no product ${params.product}.` });
    },
  );

  return server;
}
