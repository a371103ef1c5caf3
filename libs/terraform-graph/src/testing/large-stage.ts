import { ingressDocuments, type Resources } from './ingress-documents';
import type { StackDocument } from './stage-folder';

/** Resources that a container service has, about as many as its construct makes. */
const resourcesOfService = 15;

/**
 * A stage with so many container services: each has a target group, a rule, a task definition, an ECS
 * service, roles, policies, logs, a registry and scaling.
 */
export function largeStage(
  services: number,
): Record<string, StackDocument & { resource: Resources }> {
  const documents = ingressDocuments();
  const compute = documents['dev-compute'];
  const gateway = documents['dev-api-gateway'];
  if (!compute || !gateway) throw new Error('the sample stage has both stacks');
  const resources: Resources = { aws_ecs_cluster: { cluster: { name: 'dev' } } };
  const add = (type: string, name: string, attributes: Record<string, unknown>): void => {
    (resources[type] ??= {})[name] = {
      '//': {
        metadata: { path: `dev-compute/services/${name}/${type}`, uniqueId: `${name}_${type}` },
      },
      ...attributes,
    };
  };
  for (let index = 0; index < services; index += 1) addService(add, `service-${index}`, index);
  Object.assign(compute.resource, resources);
  const api = gateway.resource.aws_api_gateway_rest_api?.api;
  if (api) api.body = JSON.stringify(apiOf(services));
  return documents;
}

function addService(
  add: (type: string, name: string, attributes: Record<string, unknown>) => void,
  name: string,
  index: number,
): void {
  const tags = { 'slipway:service': name, 'slipway:owner': 'team' };
  add('aws_lb_target_group', name, {
    ...{ name: `dev-${name}`, target_type: 'ip', port: 80, protocol: 'HTTP', tags },
    deregistration_delay: '30',
    health_check: {
      ...{ path: '/health', matcher: '200-299', interval: 10, timeout: 5 },
      ...{ healthy_threshold: 2, unhealthy_threshold: 3 },
    },
  });
  add('aws_lb_listener_rule', name, {
    listener_arn: '${data.terraform_remote_state.networking.outputs.listener}',
    priority: index + 1,
    condition: [{ path_pattern: { values: [`/${name}`, `/${name}/*`] } }],
    action: [{ type: 'forward', target_group_arn: `\${aws_lb_target_group.${name}.arn}` }],
    tags,
  });
  add('aws_ecs_task_definition', name, {
    family: `dev-${name}`,
    execution_role_arn: `\${aws_iam_role.${name}-execution.arn}`,
    container_definitions: JSON.stringify([
      {
        name,
        image: `\${aws_ecr_repository.${name}.repository_url}:1`,
        environment: [],
        stopTimeout: 30,
      },
    ]),
    tags,
  });
  add('aws_ecs_service', name, {
    name,
    cluster: '${aws_ecs_cluster.cluster.arn}',
    task_definition: `\${aws_ecs_task_definition.${name}.arn}`,
    load_balancer: [
      {
        target_group_arn: `\${aws_lb_target_group.${name}.arn}`,
        ...{ container_name: name, container_port: 8080 },
      },
    ],
    tags,
  });
  const others = [
    ...['execution', 'task'].flatMap((role) => [
      ['aws_iam_role', `${name}-${role}`],
      ['aws_iam_role_policy', `${name}-${role}`],
    ]),
    ['aws_cloudwatch_log_group', name],
    ['aws_ecr_repository', name],
    ['aws_ecr_lifecycle_policy', name],
    ['aws_appautoscaling_target', name],
    ['aws_appautoscaling_policy', `${name}-cpu`],
    ['aws_appautoscaling_policy', `${name}-memory`],
    ['aws_cloudwatch_metric_alarm', name],
  ] as [string, string][];
  if (others.length + 4 !== resourcesOfService)
    throw new Error('the number of resources is stated');
  for (const [type, of] of others) {
    const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
    add(type, of, { name: `dev-${of}`, policy, role: `\${aws_iam_role.${of}.name}`, tags });
  }
}

/** An OpenAPI document with two routes for each service. */
function apiOf(services: number): object {
  const networking = '${data.terraform_remote_state.networking.outputs';
  const paths = Array.from({ length: services }, (_, index) => {
    const operation = (path: string) => ({
      'x-amazon-apigateway-any-method': {
        'x-amazon-apigateway-integration': {
          ...{ type: 'http_proxy', connectionType: 'VPC_LINK', timeoutInMillis: 29_000 },
          connectionId: `${networking}.vpc_link_id}`,
          uri: `http://${networking}.dns}:81${path}`,
        },
      },
    });
    const base = `/service-${index}`;
    return [
      [base, operation(base)],
      [`${base}/{proxy+}`, operation(`${base}/{proxy}`)],
    ];
  });
  return { openapi: '3.0.1', paths: Object.fromEntries(paths.flat() as [string, object][]) };
}
