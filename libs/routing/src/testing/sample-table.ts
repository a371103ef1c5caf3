import type { RouteTable } from '../route-table';
import { routeTo } from './routes';

/** A stage with a container service `quotes`, a function `tenants` and one ALB. */
export function sampleTable(): RouteTable {
  return {
    restApis: [
      {
        name: 'api',
        apiStage: 'dev',
        binaryMediaTypes: [],
        routes: [
          routeTo('/quotes'),
          routeTo('/quotes/{proxy+}'),
          {
            ...routeTo('/tenants/{id}'),
            apiKeyRequired: true,
            integration: {
              type: 'AWS_PROXY',
              functionName: 'tenants',
              qualifier: 'live',
              timeoutMs: 5_000,
            },
          },
          routeTo('/unplaced'),
        ],
      },
    ],
    networkListeners: [
      {
        networkLoadBalancer: 'nlb',
        port: 80,
        applicationLoadBalancer: 'alb-1',
        applicationListenerPort: 8080,
      },
    ],
    applicationListeners: [
      {
        applicationLoadBalancer: 'alb-1',
        port: 8080,
        rules: [
          {
            priority: 1,
            conditions: [{ field: 'path-pattern', values: ['/_alb/health'] }],
            action: {
              type: 'fixed-response',
              statusCode: 200,
              contentType: 'text/plain',
              body: 'ok',
            },
          },
          {
            priority: 40_000,
            conditions: [{ field: 'path-pattern', values: ['/quotes', '/quotes/*'] }],
            action: { type: 'forward', targetGroup: 'quotes' },
          },
        ],
        defaultAction: {
          type: 'fixed-response',
          statusCode: 404,
          contentType: 'application/json',
          body: '{"message":"no service"}',
        },
      },
    ],
    targetGroups: [
      {
        name: 'quotes',
        port: 8080,
        healthCheck: {
          path: '/health',
          matcher: '200-299',
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
        deregistrationDelay: 30,
      },
    ],
  };
}
