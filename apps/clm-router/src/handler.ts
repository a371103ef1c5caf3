import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { readContractRequest } from './contract-request';
import { mostPages, routeOf, tasks } from './routing';

function answer(statusCode: number, body: unknown): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function route(event: APIGatewayProxyEvent): APIGatewayProxyResult {
  const text = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString();
  const request = readContractRequest(text);
  return 'mistakes' in request
    ? answer(400, { message: request.mistakes.join(' ') })
    : answer(200, routeOf(request));
}

/** `POST /clm` picks agent and model of a request, `GET /clm` lists what can be asked for. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const isRoot = !event.pathParameters?.proxy;
  if (event.httpMethod === 'POST' && isRoot) return route(event);
  if (event.httpMethod === 'GET' && isRoot) return answer(200, { tasks, mostPages });
  return answer(405, { message: `${event.httpMethod} ${event.path} is not offered.` });
}
