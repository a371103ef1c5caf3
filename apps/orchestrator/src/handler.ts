import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { hostFor, type Host } from './host';
import { route } from './routes';
import { runtime } from './runtime';

let host: Host | undefined;

/** The API of the orchestrator; API Gateway sends all of it as ANY routes. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const context = runtime();
  host ??= hostFor(context, process.env);
  const { status, body } = await route(context, host, {
    method: event.httpMethod,
    path: (event.pathParameters?.proxy ?? '').replace(/^\/|\/$/g, ''),
    query: event.queryStringParameters ?? {},
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString(),
  });
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
