import type { APIGatewayProxyEvent } from 'aws-lambda';
import { handler } from './handler';

/** An event of a REST API as far as the handler reads it. */
function event(
  httpMethod: string,
  body: string | null = null,
  changes: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  const read: Partial<APIGatewayProxyEvent> = {
    httpMethod,
    path: '/clm',
    pathParameters: null,
    body,
    isBase64Encoded: false,
    ...changes,
  };
  return read as APIGatewayProxyEvent;
}

const review = JSON.stringify({ task: 'review', pages: 12, interactive: true });

test('routes a request', async () => {
  const { statusCode, body } = await handler(event('POST', review));
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual({ agent: 'risk-review', model: 'balanced', delivery: 'stream' });
});

test('reads a body that API Gateway encoded', async () => {
  const encoded = Buffer.from(review).toString('base64');
  const { statusCode } = await handler(event('POST', encoded, { isBase64Encoded: true }));
  expect(statusCode).toBe(200);
});

test('answers requests that come at once as it answers them one by one', async () => {
  const bodies = [3, 12, 80].map((pages) => JSON.stringify({ task: 'extract', pages }));
  const together = await Promise.all(bodies.map((body) => handler(event('POST', body))));
  const models = together.map(({ body }) => (JSON.parse(body) as { model: string }).model);
  expect(models).toEqual(['swift', 'balanced', 'thorough']);
});

test.each([
  [null, 'The body must be JSON.'],
  ['[]', 'The body must be an object with task and pages.'],
  ['{"task":"sign","pages":1}', 'task must be one of summarise, extract, review, compare.'],
  ['{"task":"review"}', 'pages must be a whole number from 1 to 400.'],
  ['{"task":"review","pages":401}', 'pages must be a whole number from 1 to 400.'],
  ['{"task":"review","pages":1.5}', 'pages must be a whole number from 1 to 400.'],
  ['{"task":"review","pages":1,"interactive":"yes"}', 'interactive must be true or false.'],
  ['{"task":"review","pages":1,"model":"x"}', 'model is not known.'],
])('refuses the body %s', async (body, message) => {
  const response = await handler(event('POST', body));
  expect(response.statusCode).toBe(400);
  expect(JSON.parse(response.body)).toEqual({ message });
});

test('lists what can be asked for', async () => {
  const { statusCode, body } = await handler(event('GET'));
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual({
    tasks: ['summarise', 'extract', 'review', 'compare'],
    mostPages: 400,
  });
});

test.each([
  ['PUT', {}],
  ['GET', { path: '/clm/1', pathParameters: { proxy: '1' } }],
])('%s is not offered %j', async (method, changes) => {
  expect((await handler(event(method, null, changes))).statusCode).toBe(405);
});
