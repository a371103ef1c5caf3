import { rmSync } from 'node:fs';
import { UnreadableGraphError } from './errors';
import type { Graph } from './graph';
import { loadGraph } from './load-graph';
import { routeTableFromGraph } from './route-table';
import { ingressDocuments, openApiDocument } from './testing/ingress-documents';
import { writeStage } from './testing/stage-folder';

type Documents = ReturnType<typeof ingressDocuments>;

const origins = {
  'dev-compute': {
    'aws_lb_target_group.quotes': { service: 'quotes', file: 'apps/quotes/service.yaml', line: 5 },
  },
};

function graphOf(documents: Documents): Graph {
  const { outdir, manifest } = writeStage(documents, origins);
  try {
    return loadGraph(outdir, manifest);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Attributes of a resource, to be changed. */
function attributes(documents: Documents, stack: string, type: string, name: string) {
  const found = documents[stack]?.resource[type]?.[name];
  if (!found) throw new Error(`${stack} has no ${type}.${name}`);
  return found;
}

/** Has the API reach the ALB by a VPC link of V2, and the rule rewrite the path. */
function linkV2(documents: Documents): void {
  const { resource, output = {} } = documents['dev-networking'] ?? { resource: {} };
  resource.aws_apigatewayv2_vpc_link = { link: { name: 'dev' } };
  Object.assign(output, {
    vpc_link_id: { value: '${aws_apigatewayv2_vpc_link.link.id}' },
    target: { value: '${aws_lb.alb.arn}' },
  });
  changeIntegration(documents, '/quotes/{proxy+}', {
    integrationTarget: '${data.terraform_remote_state.networking.outputs.target}',
    uri: 'http://${data.terraform_remote_state.networking.outputs.dns}:80/quotes/{proxy}',
  });
  const rewrite = { regex: '^/dev(/.*)$', replace: '$1' };
  attributes(documents, 'dev-compute', 'aws_lb_listener_rule', 'quotes').transform = [
    { type: 'url-rewrite', url_rewrite_config: { rewrite } },
  ];
}

test('a VPC link of V2 leads to the ALB that its integration names, and the rule rewrites', () => {
  const documents = ingressDocuments();
  linkV2(documents);
  const { restApis, applicationListeners } = routeTableFromGraph(graphOf(documents));
  expect(restApis[0]?.routes[0]?.integration).toEqual({
    type: 'HTTP_PROXY',
    applicationLoadBalancer: 'dev-alb',
    port: 80,
    path: '/quotes/{proxy}',
    timeoutMs: 29_000,
  });
  expect(applicationListeners[0]?.rules[0]).toMatchObject({
    rewrite: { regex: '^/dev(/.*)$', replace: '$1' },
  });
});

test('every hop is read, across the stacks', () => {
  const integration = { timeoutMs: 29_000 };
  expect(routeTableFromGraph(graphOf(ingressDocuments()))).toEqual({
    restApis: [
      {
        name: 'dev-api',
        apiStage: 'dev',
        binaryMediaTypes: [],
        routes: [
          {
            path: '/quotes/{proxy+}',
            method: 'ANY',
            apiKeyRequired: false,
            authorization: 'NONE',
            integration: {
              ...integration,
              type: 'HTTP_PROXY',
              networkLoadBalancer: 'dev-nlb',
              port: 81,
              path: '/quotes/{proxy}',
            },
          },
          {
            path: '/tenants',
            method: 'ANY',
            apiKeyRequired: true,
            authorization: 'NONE',
            integration: {
              ...integration,
              type: 'AWS_PROXY',
              functionName: 'dev-tenants',
              qualifier: 'live',
            },
          },
        ],
      },
    ],
    networkListeners: [
      {
        networkLoadBalancer: 'dev-nlb',
        port: 81,
        applicationLoadBalancer: 'dev-alb',
        applicationListenerPort: 80,
      },
    ],
    applicationListeners: [
      {
        applicationLoadBalancer: 'dev-alb',
        port: 80,
        rules: [
          {
            priority: 40_001,
            conditions: [{ field: 'path-pattern', values: ['/quotes', '/quotes/*'] }],
            action: { type: 'forward', targetGroup: 'dev-quotes' },
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
        name: 'dev-quotes',
        port: 8080,
        deregistrationDelay: 30,
        healthCheck: {
          path: '/health',
          matcher: '200-299',
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
    ],
  });
});

/** The message of what reading the changed stacks throws. */
function refusal(change: (documents: Documents) => void): string {
  const documents = ingressDocuments();
  change(documents);
  const graph = graphOf(documents);
  try {
    routeTableFromGraph(graph);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableGraphError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

/** Changes the integration of one path in the API's body. */
function changeIntegration(
  documents: Documents,
  path: '/tenants' | '/quotes/{proxy+}',
  change: object,
): void {
  const document = openApiDocument();
  const item = document.paths[path] as Record<string, Record<string, object>>;
  Object.assign(
    item['x-amazon-apigateway-any-method']?.['x-amazon-apigateway-integration'] ?? {},
    change,
  );
  attributes(documents, 'dev-api-gateway', 'aws_api_gateway_rest_api', 'api').body =
    JSON.stringify(document);
}

test.each<[string, (documents: Documents) => void, string]>([
  [
    'a name that only AWS knows',
    (documents) => {
      attributes(documents, 'dev-compute', 'aws_lb_target_group', 'quotes').name =
        '${random_id.x.hex}';
    },
    'dev-compute: aws_lb_target_group.quotes: `name` must be known text, but `random_id.x.hex` names ' +
      '`random_id.x`, which is not in dev-compute (from apps/quotes/service.yaml:5).',
  ],
  [
    'a priority that is no number',
    (documents) => {
      attributes(documents, 'dev-compute', 'aws_lb_listener_rule', 'quotes').priority = 'first';
    },
    '`priority` must be a number, but is `first`',
  ],
  [
    'a rule of a foreign listener',
    (documents) => {
      attributes(documents, 'dev-compute', 'aws_lb_listener_rule', 'quotes').listener_arn =
        'arn:aws:x';
    },
    '`listener_arn` must refer to aws_lb_listener of this stage, but is `"arn:aws:x"`',
  ],
  [
    'a condition without values',
    (documents) => {
      attributes(documents, 'dev-compute', 'aws_lb_listener_rule', 'quotes').condition = [
        { source_ip: { values: [] } },
      ];
    },
    '`condition.0` must have values for path_pattern, host_header,',
  ],
  [
    'an action that is not built yet',
    (documents) => {
      attributes(documents, 'dev-networking', 'aws_lb_listener', 'http').default_action = [
        { type: 'reject' },
      ];
    },
    '`default_action.0.type` must be forward, redirect or fixed-response, but is `reject`',
  ],
  [
    'an NLB whose target group holds nothing',
    (documents) => {
      delete documents['dev-networking']?.resource.aws_lb_target_group_attachment;
    },
    'aws_lb_target_group.to_alb: `arn` is attached to no load balancer',
  ],
  [
    'a body that is no JSON',
    (documents) => {
      attributes(documents, 'dev-api-gateway', 'aws_api_gateway_rest_api', 'api').body = '{';
    },
    '`body` is not JSON',
  ],
  [
    'a path that AWS decides',
    (documents) => {
      changeIntegration(documents, '/quotes/{proxy+}', {
        uri: 'http://host:81/${data.terraform_remote_state.networking.outputs.dns}',
      });
    },
    'must have a uri `http://<host>:<port>/<path>`',
  ],
  [
    'a connection that is no VPC link',
    (documents) => {
      changeIntegration(documents, '/quotes/{proxy+}', { connectionId: 'abc' });
    },
    'must have a connectionId of an aws_api_gateway_vpc_link or an aws_apigatewayv2_vpc_link, but it is `"abc"`',
  ],
  [
    'a VPC link of V2 that is told no load balancer',
    (documents) => {
      linkV2(documents);
      changeIntegration(documents, '/quotes/{proxy+}', { integrationTarget: 'arn:aws:x' });
    },
    'must have the arn of an aws_lb as integrationTarget, but it is `"arn:aws:x"`',
  ],
  [
    'a rewrite without its expression',
    (documents) => {
      const rule = attributes(documents, 'dev-compute', 'aws_lb_listener_rule', 'quotes');
      rule.transform = [{ type: 'host-header-rewrite' }];
    },
    '`transform.0.host_header_rewrite_config.rewrite.regex` must be known text',
  ],
  [
    'a function that is not called by its alias',
    (documents) => {
      changeIntegration(documents, '/tenants', { uri: 'arn:aws:lambda:x' });
    },
    'must have the invoke_arn of an aws_lambda_alias or an aws_lambda_function as uri, but it is `"arn:aws:lambda:x"`',
  ],
  [
    'an authorizer',
    (documents) => {
      const document = openApiDocument();
      Object.assign(document.components.securitySchemes.api_key, {
        'x-amazon-apigateway-authtype': 'custom',
      });
      attributes(documents, 'dev-api-gateway', 'aws_api_gateway_rest_api', 'api').body =
        JSON.stringify(document);
    },
    'asks for `api_key`, which is no API key in `x-api-key`',
  ],
])('%s is refused with its place', (_, change, message) => {
  expect(refusal(change)).toContain(message);
});
