import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Exchange } from './exchange';
import { passedAsBytes } from './binary-media-types';
import { forwardedLines, headerLines } from './headers';
import { requestTime } from './request-time';

/** Where in the API a request was matched. */
export interface MatchedRoute {
  readonly account: string;
  readonly restApi: string;
  readonly apiStage: string;
  readonly binaryMediaTypes: readonly string[];
  /** `/tenants/{proxy+}`. */
  readonly resource: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Of the API stage; absent where it has none. */
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/**
 * The event of a Lambda proxy integration, payload format 1.0.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 */
export function proxyEvent(
  exchange: Exchange,
  payload: Buffer,
  route: MatchedRoute,
): APIGatewayProxyEvent {
  const { request, method, path, query, clientAddress, requestId, traceId, receivedAt } = exchange;
  const { apiKey, authorizer } = exchange.context;
  const port = request.socket.localPort ?? 0;
  const isBinary = passedAsBytes(route.binaryMediaTypes, request.headers['content-type']);
  const headers = grouped(
    forwardedLines(headerLines(request.rawHeaders), { clientAddress, port, traceId }),
  );
  const parameters = grouped([...new URLSearchParams(query)]);
  const hasParameters = Object.keys(parameters).length > 0;
  return {
    resource: route.resource,
    path,
    httpMethod: method,
    headers: lastOfEach(headers),
    multiValueHeaders: headers,
    queryStringParameters: hasParameters ? lastOfEach(parameters) : null,
    multiValueQueryStringParameters: hasParameters ? parameters : null,
    pathParameters:
      Object.keys(route.pathParameters).length > 0 ? { ...route.pathParameters } : null,
    stageVariables: route.stageVariables ? { ...route.stageVariables } : null,
    requestContext: {
      accountId: route.account,
      apiId: route.restApi,
      authorizer: authorizer
        ? {
            principalId: authorizer.principalId,
            ...authorizer.values,
            integrationLatency: Math.round(authorizer.latencyMs),
          }
        : null,
      httpMethod: method,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: apiKey?.value ?? null,
        apiKeyId: apiKey?.name ?? null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: clientAddress,
        user: null,
        userAgent: request.headers['user-agent'] ?? null,
        userArn: null,
      },
      extendedRequestId: exchange.extendedRequestId,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      requestId,
      requestTime: requestTime(new Date(receivedAt)),
      requestTimeEpoch: receivedAt,
      resourceId: route.resource,
      resourcePath: route.resource,
      stage: route.apiStage,
    },
    body: payload.length > 0 ? payload.toString(isBinary ? 'base64' : 'utf8') : null,
    isBase64Encoded: isBinary && payload.length > 0,
  };
}

function grouped(
  pairs: readonly (readonly [name: string, value: string])[],
): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

function lastOfEach(values: Readonly<Record<string, string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}
