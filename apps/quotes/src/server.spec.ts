import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Drain, drainBudget } from '@slipway/service-runtime';
import { pricingAt, type Price } from './pricing';
import { buildServer } from './server';

const prices: readonly Price[] = [
  { product: 'buoy', quantity: 12, discountPercent: 5, total: 51_870 },
  { product: 'rope', quantity: 1, discountPercent: 0, total: 1_275 },
];

/** product-pricing as it answers, and as it fails. */
let pricing: Server;
let broken = false;
let server: ReturnType<typeof buildServer>;

beforeAll(async () => {
  pricing = createServer(({ url = '' }, response) => {
    const price = prices.find((one) => url === `/prices/${one.product}?quantity=${one.quantity}`);
    if (broken) response.writeHead(503).end();
    else if (url === '/prices') response.end(JSON.stringify({ prices }));
    else if (price) response.end(JSON.stringify(price));
    else response.writeHead(404).end();
  });
  await once(pricing.listen(0, '127.0.0.1'), 'listening');
  const { port } = pricing.address() as AddressInfo;
  const drain = new Drain({ budget: drainBudget(), log: () => undefined });
  server = buildServer(pricingAt(`http://127.0.0.1:${port}`), drain);
});

afterEach(() => {
  broken = false;
});

afterAll(async () => {
  await server.close();
  pricing.close();
});

test('lists quotes', async () => {
  const response = await server.inject('/quotes');
  expect(response.statusCode).toBe(200);
  expect(response.json<{ quotes: unknown[] }>().quotes).toHaveLength(2);
});

test('a made quote can be read by its id', async () => {
  const made = await server.inject({
    method: 'POST',
    url: '/quotes',
    payload: { product: 'buoy', quantity: 12 },
  });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toEqual({
    id: 'buoy-12',
    product: 'buoy',
    quantity: 12,
    discountPercent: 5,
    total: 51_870,
  });
  const read = await server.inject('/quotes/buoy-12');
  expect(read.json()).toEqual(made.json());
});

test('an unknown quote is not found', async () => {
  const response = await server.inject('/quotes/sail-1');
  expect(response.statusCode).toBe(404);
  expect(response.json()).toEqual({ message: 'There is no quote sail-1.' });
});

test.each([
  { payload: { product: 'buoy' }, names: 'quantity' },
  { payload: { product: 'sail', quantity: 1 }, names: 'no product sail' },
  { payload: { product: '../x', quantity: 1 }, names: 'product' },
  { payload: { product: 'buoy', quantity: '3' }, names: 'quantity' },
  { payload: { product: 'buoy', quantity: 0.5 }, names: 'quantity' },
  { payload: { product: 'buoy', quantity: 1, colour: 'red' }, names: 'additional properties' },
])('refuses $payload', async ({ payload, names }) => {
  const response = await server.inject({ method: 'POST', url: '/quotes', payload });
  expect(response.statusCode).toBe(400);
  expect(response.json<{ message: string }>().message).toContain(names);
});

test('says so while there are no prices', async () => {
  broken = true;
  const response = await server.inject('/quotes/buoy-12');
  expect(response.statusCode).toBe(502);
  expect(response.json()).toEqual({ message: 'Prices are not available at the moment.' });
  expect((await server.inject('/health')).statusCode).toBe(200);
});

test('is healthy', async () => {
  expect((await server.inject('/health')).statusCode).toBe(200);
});
