import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { priceList } from './price-list';
import { listQuotes, maxQuantity, quoteFor, quoteOf } from './quote';

interface QuoteRequest {
  readonly product: string;
  readonly quantity: number;
}

const quoteRequest = {
  type: 'object',
  required: ['product', 'quantity'],
  additionalProperties: false,
  properties: {
    product: { type: 'string', enum: priceList.map(({ name }) => name) },
    quantity: { type: 'integer', minimum: 1, maximum: maxQuantity },
  },
};

/**
 * The service without a port. Once `close()` is called, requests under way are finished and every
 * further one, the health check's included, is refused or answered 503, so that the load balancer
 * looks elsewhere.
 */
export function buildServer(options: FastifyServerOptions = {}): FastifyInstance {
  const server = Fastify({
    ...options,
    return503OnClosing: true,
    // Wrong types and unknown fields are the caller's mistake; Fastify would convert and drop them.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
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

  server.get('/quotes', () => ({ quotes: listQuotes() }));

  server.get<{ Params: { id: string } }>('/quotes/:id', (request, reply) => {
    const quote = quoteOf(request.params.id);
    return quote ?? reply.code(404).send({ message: `There is no quote ${request.params.id}.` });
  });

  server.post<{ Body: QuoteRequest }>(
    '/quotes',
    { schema: { body: quoteRequest } },
    (request, reply) => {
      const quote = quoteFor(request.body.product, request.body.quantity);
      return reply.code(201).send(quote);
    },
  );

  return server;
}
