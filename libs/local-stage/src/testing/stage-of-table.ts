import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ascending, type Manifest, type ManifestService } from '@slipway/platform';
import type { Integration, ListenerAction, RouteTable, RuleCondition } from '@slipway/routing';

/** A synthesised stage `local` in a folder of its own. */
export interface StageOfTable {
  readonly root: string;
  readonly outdir: string;
  dispose(): void;
}

/** Answers with its name and the path that it sees. */
const server = `
require('node:http').createServer((request, response) => {
  if (request.url === '/health') return response.end();
  response.setHeader('x-group', process.argv[2]);
  response.end(request.url);
}).listen(process.env.PORT, '127.0.0.1');
process.on('SIGTERM', () => process.exit());
`;

const handler = `
exports.handler = async (event, { functionName }) => ({ statusCode: 200, headers: { 'x-function': functionName }, body: event.path });
`;

type Blocks = Record<string, Record<string, object>>;

const stack = 'local-all';

/**
 * Writes Terraform JSON that says what a table says, with a small server for each target group and a
 * small function for each that is invoked.
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
          groups.map((name) => [
            `aws_ecs_task_definition.${name}`,
            { service: name, file: `apps/${name}/service.yaml`, line: 1 },
          ]),
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
    aws_lb_listener: {
      ...Object.fromEntries(
        toAlb.map(({ port }) => [
          `tcp-${port}`,
          {
            ...{ load_balancer_arn: '${aws_lb.nlb.arn}', port },
            default_action: [
              { type: 'forward', target_group_arn: `\${aws_lb_target_group.alb-${port}.arn}` },
            ],
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

function condition(one: RuleCondition): object {
  if (one.field === 'path-pattern') return { path_pattern: { values: one.values } };
  if (one.field === 'http-request-method') return { http_request_method: { values: one.values } };
  throw new Error(`a condition ${one.field} is not written here`);
}

function action(one: ListenerAction): object {
  if (one.type === 'forward') {
    return { type: 'forward', target_group_arn: `\${aws_lb_target_group.${one.targetGroup}.arn}` };
  }
  if (one.type === 'fixed-response') {
    const { statusCode, contentType, body } = one;
    const fixed = {
      content_type: contentType,
      message_body: body,
      status_code: String(statusCode),
    };
    return { type: 'fixed-response', fixed_response: fixed };
  }
  throw new Error(`an action ${one.type} is not written here`);
}

function compute({ targetGroups }: RouteTable, functions: readonly string[]): Blocks {
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
      functions.map((name) => [
        name,
        { name: 'live', function_name: `\${aws_lambda_function.${name}.function_name}` },
      ]),
    ),
  };
}

function gateway({ restApis }: RouteTable): Blocks {
  const apis = [...restApis].sort(ascending(({ name }) => name));
  return {
    aws_api_gateway_rest_api: Object.fromEntries(
      apis.map(({ name, routes }) => {
        const paths: Record<string, Record<string, object>> = {};
        for (const { path, method, integration } of routes) {
          const key = method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase();
          (paths[path] ??= {})[key] = {
            'x-amazon-apigateway-integration': written(integration),
          };
        }
        return [name, { name, body: JSON.stringify({ openapi: '3.0.1', paths }) }];
      }),
    ),
    aws_api_gateway_stage: Object.fromEntries(
      apis.map(({ name, apiStage }) => [
        name,
        { rest_api_id: `\${aws_api_gateway_rest_api.${name}.id}`, stage_name: apiStage },
      ]),
    ),
  };
}

function written(integration: Integration): object {
  const { timeoutMs: timeoutInMillis } = integration;
  if (integration.type === 'AWS_PROXY') {
    const uri = `\${aws_lambda_alias.${integration.functionName}.invoke_arn}`;
    return { type: 'aws_proxy', httpMethod: 'POST', uri, timeoutInMillis };
  }
  if (integration.type === 'HTTP_PROXY' && 'networkLoadBalancer' in integration) {
    const { port, path, backendMethod: httpMethod = 'ANY' } = integration;
    return {
      ...{ type: 'http_proxy', httpMethod, timeoutInMillis, connectionType: 'VPC_LINK' },
      connectionId: '${aws_api_gateway_vpc_link.link.id}',
      uri: `http://\${aws_lb.nlb.dns_name}:${port}${path}`,
    };
  }
  throw new Error(`an integration ${integration.type} is not written here`);
}
