import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { offers, tenantFor, tenantOf } from './tenant';
import { readTenantRequest } from './tenant-request';

function answer(statusCode: number, body: unknown): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function onboard(event: APIGatewayProxyEvent): APIGatewayProxyResult {
  const text = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString();
  const request = readTenantRequest(text);
  return 'mistakes' in request
    ? answer(400, { message: request.mistakes.join(' ') })
    : answer(201, tenantFor(request.name, request.plan));
}

function read(id: string): APIGatewayProxyResult {
  const tenant = tenantOf(id);
  return tenant ? answer(200, tenant) : answer(404, { message: `There is no tenant ${id}.` });
}

/**
 * `POST /tenants` onboards, `GET /tenants` lists the plans, `GET /tenants/{id}` reads; API Gateway
 * sends all of them as ANY routes.
 */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const id = event.pathParameters?.proxy;
  if (event.httpMethod === 'POST' && !id) return onboard(event);
  if (event.httpMethod === 'GET') return id ? read(id) : answer(200, { plans: offers });
  return answer(405, { message: `${event.httpMethod} ${event.path} is not offered.` });
}
