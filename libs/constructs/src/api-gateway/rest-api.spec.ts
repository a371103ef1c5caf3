import { PlatformStack } from '../platform-stack';
import { sampleStage } from '../testing/sample-model';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import type { ApiRoute } from './api-route';
import { RestApi } from './rest-api';
import { InvokePermission } from './invoke-permission';
import { ServiceKey } from './service-key';

const quotes: ApiRoute = {
  basePath: '/quotes',
  auth: 'none',
  timeoutMs: 5_000,
  backend: {
    kind: 'vpc-link',
    vpcLinkId: '${data.terraform_remote_state.networking-state.outputs.vpc_link_id}',
    host: '${data.terraform_remote_state.networking-state.outputs.network_load_balancer_dns_name}',
    port: 81,
  },
};
const invokeArn =
  '${data.terraform_remote_state.compute-state.outputs.function_tenants_invoke_arn}';
const tenants: ApiRoute = {
  basePath: '/tenants',
  auth: 'apiKey',
  timeoutMs: 29_000,
  backend: { kind: 'lambda', invokeArn },
};

function synth(
  routes: readonly ApiRoute[],
  tags: Record<string, string> = {},
  add: (stack: PlatformStack, api: RestApi) => void = () => undefined,
): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'api-gateway', sampleStage({ tags }));
    const api = new RestApi(stack, 'api', {
      name: 'slipway-dev-api',
      apiStageName: 'dev',
      accessLogGroup: '/slipway/dev/access',
      logRetentionDays: 30,
      routes,
    });
    add(stack, api);
    return stack;
  });
}

interface Operation {
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
  }[];
  readonly 'x-amazon-apigateway-integration': Readonly<Record<string, unknown>>;
}

interface Body {
  readonly 'x-amazon-apigateway-api-key-source': string;
  readonly 'x-amazon-apigateway-binary-media-types': readonly string[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, object>> };
  readonly 'x-amazon-apigateway-gateway-responses': Readonly<
    Record<string, { responseTemplates: Record<string, string> }>
  >;
}

const textOf = (stack: SynthesisedStack): string =>
  String(stack.one('aws_api_gateway_rest_api').attributes['body']);
const bodyOf = (stack: SynthesisedStack): Body => JSON.parse(textOf(stack)) as Body;

describe('the body of a REST API', () => {
  const body = bodyOf(synth([tenants, quotes]));
  const operation = (path: string): Operation | undefined =>
    body.paths[path]?.['x-amazon-apigateway-any-method'];

  it('has a pair of routes for each base path, sorted', () => {
    expect(Object.keys(body.paths)).toEqual([
      '/quotes',
      '/quotes/{proxy+}',
      '/tenants',
      '/tenants/{proxy+}',
    ]);
  });

  it('sends a container service through the VPC link to the port of its ALB, path kept', () => {
    expect(operation('/quotes')?.['x-amazon-apigateway-integration']).toEqual({
      type: 'http_proxy',
      httpMethod: 'ANY',
      connectionType: 'VPC_LINK',
      connectionId: '${data.terraform_remote_state.networking-state.outputs.vpc_link_id}',
      uri: 'http://${data.terraform_remote_state.networking-state.outputs.network_load_balancer_dns_name}:81/quotes',
      passthroughBehavior: 'when_no_match',
      timeoutInMillis: 5_000,
    });
  });

  it('declares and maps the variable of every greedy path', () => {
    expect(operation('/quotes/{proxy+}')?.['x-amazon-apigateway-integration']).toMatchObject({
      uri: expect.stringMatching(/:81\/quotes\/\{proxy\}$/),
      requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    });
    for (const path of ['/quotes/{proxy+}', '/tenants/{proxy+}']) {
      expect(operation(path)?.parameters).toEqual([
        { name: 'proxy', in: 'path', required: true, schema: { type: 'string' } },
      ]);
    }
  });

  it('invokes the alias of a function by POST', () => {
    for (const path of ['/tenants', '/tenants/{proxy+}']) {
      expect(operation(path)?.['x-amazon-apigateway-integration']).toEqual({
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: invokeArn,
        passthroughBehavior: 'when_no_match',
        timeoutInMillis: 29_000,
      });
    }
  });

  it('asks for a key on both routes of a service that wants one, and on no other', () => {
    const keyed = Object.keys(body.paths).filter((path) => operation(path)?.security !== undefined);
    expect(keyed).toEqual(['/tenants', '/tenants/{proxy+}']);
    expect(operation('/tenants')?.security).toEqual([{ api_key: [] }]);
    expect(body.components.securitySchemes['api_key']).toEqual({
      type: 'apiKey',
      name: 'x-api-key',
      in: 'header',
    });
  });

  it('passes every body on as bytes, and takes keys from the header', () => {
    expect(body['x-amazon-apigateway-binary-media-types']).toEqual(['*/*']);
    expect(body['x-amazon-apigateway-api-key-source']).toBe('HEADER');
  });

  it('answers for itself in JSON that carries the request id', () => {
    const responses = body['x-amazon-apigateway-gateway-responses'];
    expect(Object.keys(responses)).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
    for (const { responseTemplates } of Object.values(responses)) {
      const answer = responseTemplates['application/json']
        ?.replace('$context.error.messageString', '"Forbidden"')
        .replace('$context.requestId', 'abc');
      expect(JSON.parse(answer ?? '')).toEqual({ message: 'Forbidden', requestId: 'abc' });
    }
  });
});

describe('the deployment of a REST API', () => {
  /** What the trigger hashes, and the trigger itself. */
  const served = (stack: SynthesisedStack): unknown => [
    textOf(stack),
    stack.one('aws_api_gateway_deployment').attributes['triggers'],
  ];
  const stack = synth([quotes]);

  it('is made anew when the body changes', () => {
    const api = stack.one('aws_api_gateway_rest_api').address;
    expect(stack.one('aws_api_gateway_deployment').attributes['triggers']).toEqual({
      body: `\${sha1(${api}.body)}`,
    });
    for (const changed of [
      [quotes, tenants],
      [{ ...quotes, auth: 'apiKey' as const }],
      [{ ...quotes, timeoutMs: 6_000 }],
    ]) {
      expect(served(synth(changed))).not.toEqual(served(stack));
    }
  });

  it('is left alone when tags, keys, plans or the order of services change', () => {
    expect(served(synth([quotes], { team: 'another' }))).toEqual(served(stack));
    const keyed = synth([quotes], {}, (scope, api) => {
      new ServiceKey(scope, 'key', {
        apiKey: 'k',
        usagePlan: 'p',
        restApiId: api.id,
        apiStageName: api.served?.apiStageName ?? '',
      });
    });
    expect(served(keyed)).toEqual(served(stack));
    expect(served(synth([tenants, quotes]))).toEqual(served(synth([quotes, tenants])));
  });

  it('stands before the one it replaces goes, which an API stage may still point to', () => {
    expect(stack.one('aws_api_gateway_deployment').attributes['lifecycle']).toEqual({
      create_before_destroy: true,
    });
  });
});

describe('the API stage', () => {
  const stack = synth([quotes]);

  it('serves the deployment and logs each request as one line of JSON', () => {
    const { attributes } = stack.one('aws_api_gateway_stage');
    const group = stack.one('aws_cloudwatch_log_group', { name: '/slipway/dev/access' });
    expect(attributes).toMatchObject({
      stage_name: 'dev',
      deployment_id: `\${${stack.one('aws_api_gateway_deployment').address}.id}`,
      access_log_settings: { destination_arn: `\${${group.address}.arn}` },
    });
    const { format } = attributes['access_log_settings'] as { format: string };
    expect(format).not.toContain('\n');
    expect(JSON.parse(format)).toMatchObject({
      requestId: '$context.requestId',
      route: '$context.resourcePath',
      status: '$context.status',
      integrationLatency: '$context.integration.latency',
    });
  });

  it('finds a log group that expires before API Gateway makes one that does not', () => {
    const api = stack.one('aws_api_gateway_rest_api').address;
    const group = stack.one('aws_cloudwatch_log_group', {
      name: `API-Gateway-Execution-Logs_\${${api}.id}/dev`,
    });
    expect(group.attributes['retention_in_days']).toBe(30);
    expect(stack.one('aws_api_gateway_stage').attributes['depends_on']).toEqual([group.address]);
  });

  it('measures every route, logs its errors and limits it', () => {
    const { attributes } = stack.one('aws_api_gateway_method_settings');
    expect(attributes).toMatchObject({
      method_path: '*/*',
      settings: { metrics_enabled: true, logging_level: 'ERROR' },
    });
    const settings = attributes['settings'] as Record<string, number>;
    expect(settings['throttling_rate_limit']).toBeGreaterThan(0);
    expect(settings['throttling_rate_limit']).toBeLessThan(10_000);
  });
});

describe('the key of a service', () => {
  it('is on a plan of the API stage, without which API Gateway refuses it', () => {
    const stack = synth([tenants], {}, (scope, api) => {
      new ServiceKey(scope, 'key', {
        apiKey: 'slipway-dev-tenants',
        usagePlan: 'slipway-dev-tenants',
        restApiId: api.id,
        apiStageName: api.served?.apiStageName ?? '',
      });
    });
    const key = stack.one('aws_api_gateway_api_key');
    const plan = stack.one('aws_api_gateway_usage_plan');
    expect(key.attributes['value']).toBeUndefined();
    expect(plan.attributes['api_stages']).toEqual([
      {
        api_id: `\${${stack.one('aws_api_gateway_rest_api').address}.id}`,
        stage: `\${${stack.one('aws_api_gateway_stage').address}.stage_name}`,
      },
    ]);
    expect(stack.one('aws_api_gateway_usage_plan_key').attributes).toMatchObject({
      key_id: `\${${key.address}.id}`,
      usage_plan_id: `\${${plan.address}.id}`,
      key_type: 'API_KEY',
    });
  });
});

describe('the permission to invoke a function', () => {
  it('is one for all routes of one API, on the alias', () => {
    const stack = synth([tenants], {}, (scope, api) => {
      new InvokePermission(
        scope,
        'invoke',
        { functionName: 'slipway-dev-tenants', alias: 'live', invokeArn },
        api,
      );
    });
    const api = stack.one('aws_api_gateway_rest_api').address;
    expect(stack.one('aws_lambda_permission').attributes).toMatchObject({
      statement_id: 'slipway-dev-api',
      action: 'lambda:InvokeFunction',
      function_name: 'slipway-dev-tenants',
      qualifier: 'live',
      principal: 'apigateway.amazonaws.com',
      source_arn: `\${${api}.execution_arn}/*/*`,
    });
  });
});

it('is Regional', () => {
  const { attributes } = synth([quotes]).one('aws_api_gateway_rest_api');
  expect(attributes['endpoint_configuration']).toEqual({ types: ['REGIONAL'] });
});

it('is not deployed without a route, which API Gateway refuses', () => {
  const stack = synth([]);
  expect(Object.keys(stack.json.resource ?? {})).toEqual(['aws_api_gateway_rest_api']);
});
