import { binaryMediaTypes } from '@slipway/platform';
import type { ApiRoute, RouteBackend } from './api-route';

/** Name of the security scheme in the document. */
const keyScheme = 'api_key';

/** What a caller sees where API Gateway itself answers: the message and what to quote in a ticket. */
const gatewayAnswer = '{"message":$context.error.messageString,"requestId":"$context.requestId"}';

/**
 * The REST API as an OpenAPI 3 document, as JSON text that may hold tokens. Everything that the API
 * serves is in it, gateway responses included, so its hash changes exactly when a deployment is due.
 * A base path makes two routes, since `/{base}/{proxy+}` does not match `/{base}`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function openApiBody(title: string, routes: readonly ApiRoute[]): string {
  const sorted = [...routes].sort((a, b) => (a.basePath < b.basePath ? -1 : 1));
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title, version: '1' },
    'x-amazon-apigateway-api-key-source': 'HEADER',
    'x-amazon-apigateway-binary-media-types': binaryMediaTypes,
    paths: Object.fromEntries(sorted.flatMap(pathsOf)),
    components: {
      securitySchemes: { [keyScheme]: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
    },
    'x-amazon-apigateway-gateway-responses': {
      DEFAULT_4XX: { responseTemplates: { 'application/json': gatewayAnswer } },
      DEFAULT_5XX: { responseTemplates: { 'application/json': gatewayAnswer } },
    },
  });
}

function pathsOf(route: ApiRoute): [string, object][] {
  const { basePath } = route;
  return [
    [basePath, { 'x-amazon-apigateway-any-method': operation(route, basePath) }],
    [
      `${basePath}/{proxy+}`,
      {
        'x-amazon-apigateway-any-method': {
          parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }],
          ...operation(route, `${basePath}/{proxy}`),
        },
      },
    ],
  ];
}

function operation({ auth, timeoutMs, backend }: ApiRoute, backendPath: string): object {
  return {
    ...(auth === 'apiKey' ? { security: [{ [keyScheme]: [] }] } : {}),
    responses: {},
    'x-amazon-apigateway-integration': {
      ...integration(backend, backendPath),
      passthroughBehavior: 'when_no_match',
      timeoutInMillis: timeoutMs,
    },
  };
}

function integration(backend: RouteBackend, path: string): object {
  if (backend.kind === 'lambda') {
    // Lambda is invoked by POST whatever the caller's verb is.
    return { type: 'aws_proxy', httpMethod: 'POST', uri: backend.invokeArn };
  }
  return {
    type: 'http_proxy',
    httpMethod: 'ANY',
    connectionType: 'VPC_LINK',
    connectionId: backend.vpcLinkId,
    // AWS's developer guide gives the ARN of the load balancer, its OpenAPI reference speaks of a listener.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
    ...(backend.kind === 'vpc-link-v2' ? { integrationTarget: backend.loadBalancerArn } : {}),
    uri: `http://${backend.host}:${backend.port}${path}`,
    ...(path.endsWith('/{proxy}')
      ? { requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' } }
      : {}),
  };
}
