import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ascending, type Manifest, type ManifestService } from '@slipway/platform';
import type {
  Integration,
  LinkedRequest,
  ListenerAction,
  NetworkListener,
  RouteTable,
  RuleCondition,
} from '@slipway/routing';

/** A synthesised stage `local` in a folder of its own. */
export interface StageOfTable {
  readonly root: string;
  readonly outdir: string;
  dispose(): void;
}

/** Answers with its name and the path that it sees, without the query. */
const server = `
require('node:http').createServer((request, response) => {
  if (request.url === '/health') return response.end();
  response.setHeader('x-group', process.argv[2]);
  response.setHeader('x-path', request.url.split('?')[0]);
  response.end();
}).listen(process.env.PORT, '127.0.0.1');
process.on('SIGTERM', () => process.exit());
`;

const handler = `
exports.handler = async (event, { invokedFunctionArn }) => ({
  statusCode: 200,
  headers: { 'x-function': invokedFunctionArn.split(':').slice(6).join(':') },
});
`;

type Blocks = Record<string, Record<string, object>>;

const stack = 'local-all';

/**
 * Writes Terraform JSON that says what a table says, with a small server for each target group and a
 * small function for each that is invoked.
 *
 * @throws Error where something of the table is not known, which no stage says
 */
export function stageOfTable(table: RouteTable): StageOfTable {
  const root = mkdtempSync(join(tmpdir(), 'slipway-table-'));
  const outdir = join(root, 'out');
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const functions = [...new Set(table.restApis.flatMap(({ routes }) => routes.flatMap(invoked)))];
  const groups = table.targetGroups.map(({ name }) => name);
  write('server.js', server);
  write('out/handler.js', handler);
  for (const name of groups) write(`apps/${name}/service.yaml`, `name: ${name}\n`);
  const file = `stacks/${stack}/cdk.tf.json`;
  const text = JSON.stringify({
    terraform: { backend: { local: { path: `../../../terraform.${stack}.tfstate` } } },
    resource: {
      ...balancers(table),
      ...compute(table, functions),
      ...gateway(table),
    },
  });
  write(`out/${file}`, text);
  const manifest: Manifest = {
    ...{ version: 1, stage: 'local', project: 'slipway' },
    ...{ account: '000000000000', region: 'us-east-1' },
    stacks: {
      [stack]: {
        file,
        sha256: createHash('sha256').update(text).digest('hex'),
        dependsOn: [],
        resources: Object.fromEntries(
          groups.flatMap((name) =>
            ['aws_ecs_task_definition', 'aws_ecs_service'].map((type) => [
              `${type}.${name}`,
              { service: name, file: `apps/${name}/service.yaml`, line: 1 },
            ]),
          ),
        ),
      },
    },
    services: { ...containerServices(groups), ...functionServices(functions) },
  };
  write('out/slipway.json', JSON.stringify(manifest));
  return { root, outdir, dispose: () => rmSync(root, { recursive: true, force: true }) };
}

function invoked({ integration }: { readonly integration: Integration }): string[] {
  return integration.type === 'AWS_PROXY' ? [integration.functionName] : [];
}

function containerServices(groups: readonly string[]): Record<string, ManifestService> {
  return Object.fromEntries(
    groups.map((name) => [
      name,
      {
        ...{ kind: 'http', folder: `apps/${name}`, file: `apps/${name}/service.yaml` },
        ...{ targetGroup: name, localCommand: `exec node ../../server.js ${name}` },
      } as ManifestService,
    ]),
  );
}

function functionServices(functions: readonly string[]): Record<string, ManifestService> {
  return Object.fromEntries(
    functions.map((functionName) => [
      `fn-${functionName}`,
      {
        ...{ kind: 'function', folder: '.', file: 'service.yaml', functionName },
        ...{ runtime: 'nodejs22.x', node: { module: 'handler.js', handler: 'handler.handler' } },
      } as ManifestService,
    ]),
  );
}

function balancers(table: RouteTable): Blocks {
  const { networkListeners, applicationListeners } = table;
  const albs = applicationListeners.map((one) => one.applicationLoadBalancer);
  const toAlb = networkListeners.flatMap((one) => ('applicationLoadBalancer' in one ? [one] : []));
  return {
    aws_lb: {
      nlb: { name: 'nlb', load_balancer_type: 'network' },
      ...Object.fromEntries(
        albs.map((name) => [name, { name, load_balancer_type: 'application' }]),
      ),
    },
    aws_api_gateway_vpc_link: { link: { name: 'link', target_arns: ['${aws_lb.nlb.arn}'] } },
    aws_apigatewayv2_vpc_link: { direct: { name: 'direct', subnet_ids: [] } },
    aws_lb_listener: {
      ...Object.fromEntries(
        networkListeners.map((one) => [
          `tcp-${one.port}`,
          {
            ...{ load_balancer_arn: '${aws_lb.nlb.arn}', port: one.port },
            default_action: [{ type: 'forward', target_group_arn: arnOf(groupBehind(one)) }],
          },
        ]),
      ),
      ...Object.fromEntries(
        applicationListeners.map(({ applicationLoadBalancer, port, defaultAction }) => [
          applicationLoadBalancer,
          {
            load_balancer_arn: `\${aws_lb.${applicationLoadBalancer}.arn}`,
            port,
            default_action: [action(defaultAction)],
          },
        ]),
      ),
    },
    aws_lb_target_group_attachment: Object.fromEntries(
      toAlb.map(({ port, applicationLoadBalancer, applicationListenerPort }) => [
        `alb-${port}`,
        {
          target_group_arn: `\${aws_lb_target_group.alb-${port}.arn}`,
          target_id: `\${aws_lb.${applicationLoadBalancer}.arn}`,
          port: applicationListenerPort,
        },
      ]),
    ),
    aws_lb_target_group: {
      ...Object.fromEntries(
        toAlb.map(({ port }) => [
          `alb-${port}`,
          { name: `to-alb-${port}`, target_type: 'alb', port: 80, protocol: 'TCP' },
        ]),
      ),
      ...Object.fromEntries(
        table.targetGroups.map(({ name }) => [
          name,
          {
            ...{ name, target_type: 'ip', port: 8080, deregistration_delay: '0' },
            health_check: {
              ...{ path: '/health', matcher: '200-299', interval: 1, timeout: 5 },
              ...{ healthy_threshold: 1, unhealthy_threshold: 100 },
            },
          },
        ]),
      ),
    },
    aws_lb_listener_rule: Object.fromEntries(
      applicationListeners.flatMap(({ applicationLoadBalancer, rules }) =>
        rules.map((rule) => [
          `${applicationLoadBalancer}-${rule.priority}`,
          {
            listener_arn: `\${aws_lb_listener.${applicationLoadBalancer}.arn}`,
            priority: rule.priority,
            condition: rule.conditions.map(condition),
            ...(rule.rewrite && {
              transform: [{ type: 'url-rewrite', url_rewrite_config: { rewrite: rule.rewrite } }],
            }),
            action: [action(rule.action)],
          },
        ]),
      ),
    ),
  };
}

function arnOf(targetGroup: string): string {
  return `\${aws_lb_target_group.${targetGroup}.arn}`;
}

function groupBehind(listener: NetworkListener): string {
  if ('unknown' in listener) throw new Error(`what port ${listener.port} leads to is not known`);
  return 'targetGroup' in listener ? listener.targetGroup : `alb-${listener.port}`;
}

function condition(one: RuleCondition): object {
  const { values } = one;
  switch (one.field) {
    case 'path-pattern':
      return { path_pattern: { values } };
    case 'host-header':
      return { host_header: { values } };
    case 'http-header':
      return { http_header: { http_header_name: one.name, values } };
    case 'http-request-method':
      return { http_request_method: { values } };
    case 'query-string':
      return { query_string: values };
    case 'source-ip':
      return { source_ip: { values } };
    case 'unknown':
      throw new Error(`a condition is not known: ${one.reason}`);
  }
}

function action(one: ListenerAction): object {
  const { type } = one;
  switch (type) {
    case 'forward':
      return { type, target_group_arn: arnOf(one.targetGroup) };
    case 'weighted-forward': {
      const shares = one.targetGroups.map(({ targetGroup, weight }) => {
        return { arn: arnOf(targetGroup), weight };
      });
      return { type: 'forward', forward: { target_group: shares } };
    }
    case 'fixed-response': {
      const { statusCode, contentType, body } = one;
      const status = { status_code: String(statusCode) };
      return { type, fixed_response: { content_type: contentType, message_body: body, ...status } };
    }
    case 'redirect': {
      const { statusCode, location } = one;
      const [, protocol = '', host, port, path, query] =
        /^([^:]+):\/\/(.+?):([^/]+)([^?]*)\??(.*)$/.exec(location) ?? [];
      const status = { status_code: `HTTP_${statusCode}` };
      const written = protocol.startsWith('#') ? protocol : protocol.toUpperCase();
      return { type, redirect: { protocol: written, host, port, path, query, ...status } };
    }
    case 'unknown':
      throw new Error(`an action is not known: ${one.reason}`);
  }
}

function compute(table: RouteTable, functions: readonly string[]): Blocks {
  const { targetGroups } = table;
  const aliases = table.restApis.flatMap(({ routes }) =>
    routes.flatMap(({ integration }) =>
      integration.type === 'AWS_PROXY' && integration.qualifier !== '$LATEST' ? [integration] : [],
    ),
  );
  return {
    aws_ecs_cluster: { cluster: { name: 'local' } },
    aws_ecs_task_definition: Object.fromEntries(
      targetGroups.map(({ name }) => [
        name,
        {
          family: name,
          container_definitions: JSON.stringify([{ name, environment: [], stopTimeout: 2 }]),
        },
      ]),
    ),
    aws_ecs_service: Object.fromEntries(
      targetGroups.map(({ name }) => [
        name,
        {
          ...{ name, cluster: '${aws_ecs_cluster.cluster.arn}', desired_count: 1 },
          ...{ deployment_minimum_healthy_percent: 100, deployment_maximum_percent: 200 },
          health_check_grace_period_seconds: 60,
          task_definition: `\${aws_ecs_task_definition.${name}.arn}`,
          load_balancer: [
            {
              target_group_arn: `\${aws_lb_target_group.${name}.arn}`,
              ...{ container_name: name, container_port: 8080 },
            },
          ],
        },
      ]),
    ),
    aws_lambda_function: Object.fromEntries(
      functions.map((name) => [
        name,
        {
          ...{ function_name: name, runtime: 'nodejs22.x', timeout: 10, memory_size: 128 },
          logging_config: { log_group: `/local/${name}` },
        },
      ]),
    ),
    aws_lambda_alias: Object.fromEntries(
      aliases.map(({ functionName, qualifier }) => [
        `${functionName}-${qualifier}`,
        {
          name: qualifier,
          function_name: `\${aws_lambda_function.${functionName}.function_name}`,
        },
      ]),
    ),
  };
}

function gateway({ restApis, domainMappings = [] }: RouteTable): Blocks {
  const apis = [...restApis].sort(ascending(({ name }) => name));
  return {
    aws_api_gateway_rest_api: Object.fromEntries(
      apis.map(({ name, executeApiEndpoint, routes }) => {
        const paths: Record<string, Record<string, object>> = {};
        for (const { path, method, integration } of routes) {
          const key = method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase();
          (paths[path] ??= {})[key] = {
            'x-amazon-apigateway-integration': written(integration),
          };
        }
        const disabled = executeApiEndpoint === 'disabled';
        return [
          name,
          {
            ...{ name, body: JSON.stringify({ openapi: '3.0.1', paths }) },
            disable_execute_api_endpoint: disabled,
          },
        ];
      }),
    ),
    aws_api_gateway_stage: Object.fromEntries(
      apis.map(({ name, apiStage }) => [
        name,
        { rest_api_id: `\${aws_api_gateway_rest_api.${name}.id}`, stage_name: apiStage },
      ]),
    ),
    aws_api_gateway_base_path_mapping: Object.fromEntries(
      domainMappings.map(({ domainName, basePath, restApi, apiStage }, at) => [
        `mapping-${at}`,
        {
          api_id: `\${aws_api_gateway_rest_api.${restApi}.id}`,
          ...{ stage_name: apiStage, domain_name: domainName },
          ...(basePath !== '' && { base_path: basePath }),
        },
      ]),
    ),
  };
}

/** The header of which the load balancer gets the value as host; one that is not known is a client's own. */
function mappedHost(host: NonNullable<LinkedRequest['host']>): string {
  if (host === 'client') return 'method.request.header.Host';
  return 'name' in host ? `'${host.name}'` : 'method.request.header.X-Host';
}

function written(integration: Integration): object {
  const { timeoutMs: timeoutInMillis } = integration;
  switch (integration.type) {
    case 'AWS_PROXY': {
      const { functionName, qualifier } = integration;
      const invoked =
        qualifier === '$LATEST'
          ? `aws_lambda_function.${functionName}`
          : `aws_lambda_alias.${functionName}-${qualifier}`;
      const uri = `\${${invoked}.invoke_arn}`;
      return { type: 'aws_proxy', httpMethod: 'POST', uri, timeoutInMillis };
    }
    case 'MOCK':
      return {
        ...{ type: 'mock', timeoutInMillis },
        responses: {
          default: { responseParameters: { 'method.response.header.x-mock': "'yes'" } },
        },
      };
    case 'HTTP':
      return { type: 'http_proxy', httpMethod: 'ANY', uri: integration.url, timeoutInMillis };
    case 'AWS':
      return { type: 'aws', httpMethod: 'POST', uri: integration.service, timeoutInMillis };
    case 'UNKNOWN':
      throw new Error(`an integration is not known: ${integration.reason}`);
    case 'HTTP_PROXY': {
      const { port, path, host, backendMethod: httpMethod = 'ANY' } = integration;
      const mapped = host && mappedHost(host);
      const balancer =
        'networkLoadBalancer' in integration ? 'nlb' : integration.applicationLoadBalancer;
      return {
        ...{ type: 'http_proxy', httpMethod, timeoutInMillis, connectionType: 'VPC_LINK' },
        uri: `http://\${aws_lb.${balancer}.dns_name}:${port}${path}`,
        ...(mapped && { requestParameters: { 'integration.request.header.Host': mapped } }),
        ...('networkLoadBalancer' in integration
          ? { connectionId: '${aws_api_gateway_vpc_link.link.id}' }
          : {
              connectionId: '${aws_apigatewayv2_vpc_link.direct.id}',
              integrationTarget: `\${aws_lb.${balancer}.arn}`,
            }),
      };
    }
  }
}
