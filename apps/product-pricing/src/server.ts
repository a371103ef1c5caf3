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

/** The service without a port. Once `close()` is called, requests under way are finished. */
export function buildServer(options: FastifyServerOptions = {}): FastifyInstance {
  const server = Fastify({
    ...options,
    return503OnClosing: true,
    // An unknown parameter is the caller's mistake; Fastify would drop it.
    ajv: { customOptions: { removeAdditional: false } },
  });

  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  // A kept connection of the load balancer would hold `close()` up until its idle time is over.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });

  server.get('/health', { logLevel: 'warn' }, () => ({ status: 'ok' }));

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
