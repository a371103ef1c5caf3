import type { APIGatewayProxyEvent } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

const basePath = '/runs';

/**
 * The event that API Gateway makes of a request to the service's two ANY routes, `/runs` and
 * `/runs/{proxy+}`.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 */
export async function proxyEvent(request: IncomingMessage): Promise<APIGatewayProxyEvent> {
  const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const proxy = path.slice(basePath.length + 1);
  const resource = proxy ? `${basePath}/{proxy+}` : basePath;
  const httpMethod = request.method ?? '';
  const headers = request.headersDistinct as Record<string, string[]>;
  const query = Object.fromEntries(
    [...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]),
  );
  const isQueried = searchParams.size > 0;
  const body = await text(request);
  return {
    resource,
    path,
    httpMethod,
    headers: lastOfEach(headers),
    multiValueHeaders: headers,
    queryStringParameters: isQueried ? lastOfEach(query) : null,
    multiValueQueryStringParameters: isQueried ? query : null,
    pathParameters: proxy ? { proxy } : null,
    stageVariables: null,
    requestContext: {
      accountId: '111122223333',
      apiId: 'a1b2c3d4e5',
      authorizer: null,
      httpMethod,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: 'key',
        apiKeyId: 'key-id',
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: request.headers['user-agent'] ?? null,
        userArn: null,
      },
      path: `/test${path}`,
      protocol: 'HTTP/1.1',
      requestId: randomUUID(),
      requestTimeEpoch: Date.now(),
      resourceId: resource,
      resourcePath: resource,
      stage: 'test',
    },
    body: body === '' ? null : body,
    isBase64Encoded: false,
  };
}

function lastOfEach(values: Readonly<Record<string, string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}
