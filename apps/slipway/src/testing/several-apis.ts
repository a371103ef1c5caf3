const uri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions';

const site = {
  openapi: '3.0.1',
  paths: {
    '/both': {
      get: integration({ type: 'http_proxy', uri: 'https://$${stageVariables.host}' }),
    },
    '/guarded': {
      get: {
        ...integration({
          type: 'aws_proxy',
          uri: `${uri}/arn:aws:lambda:eu-west-1:1:function:theirs:3/invocations`,
        }),
        security: [{ guard: [] }],
      },
    },
    '/either': {
      get: { ...integration({ type: 'mock' }), security: [{ guard: [] }, { key: [] }, {}] },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      guard: {
        ...{ type: 'apiKey', name: 'Authorization', in: 'header' },
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'token',
          authorizerUri: '${aws_lambda_function.guard.invoke_arn}',
        },
      },
    },
  },
};

function integration(settings: object): object {
  return { 'x-amazon-apigateway-integration': settings };
}

function disabled(name: string, path: string): object {
  const document = { openapi: '3.0.1', paths: { [path]: { get: integration({ type: 'mock' }) } } };
  return { name, body: JSON.stringify(document), disable_execute_api_endpoint: true };
}

/**
 * Terraform JSON of another program: a REST API `site` with two API stages, and two whose endpoint is
 * disabled, of which a domain leads to `shop` and nothing to `lost`.
 */
export function severalApis(): object {
  const of = (api: string) => ({ rest_api_id: `\${aws_api_gateway_rest_api.${api}.id}` });
  const stage = (stage_name: string) => {
    return { ...of('site'), stage_name, variables: { host: `${stage_name}.example.com` } };
  };
  return {
    resource: {
      aws_api_gateway_rest_api: {
        site: { name: 'site', body: JSON.stringify(site) },
        shop: disabled('shop', '/cart'),
        lost: disabled('lost', '/lost'),
      },
      aws_api_gateway_stage: {
        dev: stage('dev'),
        prod: stage('prod'),
        shop: { ...of('shop'), stage_name: 'live' },
        lost: { ...of('lost'), stage_name: 'live' },
      },
      aws_api_gateway_base_path_mapping: {
        shop: {
          api_id: '${aws_api_gateway_rest_api.shop.id}',
          stage_name: 'live',
          domain_name: '${var.domain}',
          base_path: 's',
        },
      },
      aws_lambda_function: { guard: { function_name: 'site-guard' } },
    },
    module: { web: { source: './web' } },
  };
}
