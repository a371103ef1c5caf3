import { EventEmitter, once } from 'node:events';
import { buildServer } from './server';

const server = buildServer();

afterAll(() => server.close());

test('lists quotes', async () => {
  const response = await server.inject('/quotes');
  expect(response.statusCode).toBe(200);
  expect(response.json<{ quotes: unknown[] }>().quotes).toHaveLength(3);
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
  { payload: { product: 'sail', quantity: 1 }, names: 'product' },
  { payload: { product: 'buoy', quantity: '3' }, names: 'quantity' },
  { payload: { product: 'buoy', quantity: 0.5 }, names: 'quantity' },
  { payload: { product: 'buoy', quantity: 1, colour: 'red' }, names: 'additional properties' },
])('refuses $payload', async ({ payload, names }) => {
  const response = await server.inject({ method: 'POST', url: '/quotes', payload });
  expect(response.statusCode).toBe(400);
  expect(response.json<{ message: string }>().message).toContain(names);
});

test('is healthy', async () => {
  expect((await server.inject('/health')).statusCode).toBe(200);
});

test('closing finishes the request under way and refuses the health check', async () => {
  const closing = buildServer();
  const progress = new EventEmitter();
  closing.get('/slow', async () => {
    const finish = once(progress, 'finish');
    progress.emit('under way');
    await finish;
    return 'done';
  });
  const url = await closing.listen({ port: 0, host: '127.0.0.1' });

  const underWay = once(progress, 'under way');
  const slow = fetch(`${url}/slow`);
  await underWay;
  const closed = closing.close();
  const health = await fetch(`${url}/health`).then(
    ({ status }) => status,
    () => 'refused',
  );
  progress.emit('finish');

  expect((await slow).status).toBe(200);
  expect([503, 'refused']).toContain(health);
  await closed;
});
