import { Drain, drainBudget } from '@slipway/service-runtime';
import { buildServer } from './server';

const server = buildServer(new Drain({ budget: drainBudget(), log: () => undefined }));

afterAll(() => server.close());

test('prices one piece of everything', async () => {
  const response = await server.inject('/prices');
  expect(response.statusCode).toBe(200);
  expect(response.json<{ prices: unknown[] }>().prices).toHaveLength(3);
});

test('prices a quantity of a product', async () => {
  const response = await server.inject('/prices/buoy?quantity=12');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({
    product: 'buoy',
    quantity: 12,
    discountPercent: 5,
    total: 51_870,
  });
});

test('an unknown product is not found', async () => {
  const response = await server.inject('/prices/sail');
  expect(response.statusCode).toBe(404);
  expect(response.json()).toEqual({ message: 'There is no product sail.' });
});

test.each(['quantity=0', 'quantity=10001', 'quantity=many', 'colour=red'])(
  'refuses %s',
  async (query) => {
    expect((await server.inject(`/prices/buoy?${query}`)).statusCode).toBe(400);
  },
);

test('is healthy', async () => {
  expect((await server.inject('/health')).statusCode).toBe(200);
});
