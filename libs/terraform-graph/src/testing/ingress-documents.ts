import type { StackDocument } from './stage-folder';
import { localBackend, remoteState } from './stage-folder';

const networking = '${data.terraform_remote_state.networking.outputs';

function operation(integration: object, security?: object): object {
  return {
    'x-amazon-apigateway-any-method': {
      ...(security && { security: [security] }),
      'x-amazon-apigateway-integration': { timeoutInMillis: 29_000, ...integration },
    },
  };
}

/** An OpenAPI document with one route to the NLB and one to a function that asks for a key. */
export function openApiDocument() {
  return {
    openapi: '3.0.1',
    paths: {
      '/tenants': operation(
        { type: 'aws_proxy', uri: '${data.terraform_remote_state.compute.outputs.invoke_arn}' },
        { api_key: [] },
      ),
      '/quotes/{proxy+}': operation({
        type: 'http_proxy',
        connectionType: 'VPC_LINK',
        connectionId: `${networking}.vpc_link_id}`,
        uri: `http://${networking}.dns}:81/quotes/{proxy}`,
      }),
    },
    components: {
      securitySchemes: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
    },
  };
}

/** Three small stacks that a request can cross; each call gives new objects, to be changed by a test. */
export function ingressDocuments(): Record<string, StackDocument & { resource: Resources }> {
  return {
    'dev-networking': {
      terraform: localBackend('dev-networking'),
      resource: {
        aws_lb: {
          nlb: { name: 'dev-nlb', load_balancer_type: 'network' },
          alb: { name: 'dev-alb', load_balancer_type: 'application' },
        },
        aws_api_gateway_vpc_link: { link: { name: 'dev', target_arns: ['${aws_lb.nlb.arn}'] } },
        aws_lb_target_group: { to_alb: { name: 'dev-alb', target_type: 'alb', port: 80 } },
        aws_lb_target_group_attachment: {
          to_alb: {
            target_group_arn: '${aws_lb_target_group.to_alb.arn}',
            target_id: '${aws_lb.alb.arn}',
            port: 80,
          },
        },
        aws_lb_listener: {
          tcp: {
            load_balancer_arn: '${aws_lb.nlb.arn}',
            port: 81,
            default_action: [
              { type: 'forward', target_group_arn: '${aws_lb_target_group.to_alb.arn}' },
            ],
          },
          http: {
            load_balancer_arn: '${aws_lb.alb.arn}',
            port: 80,
            default_action: [
              {
                type: 'fixed-response',
                fixed_response: {
                  content_type: 'application/json',
                  message_body: '{"message":"no service"}',
                  status_code: '404',
                },
              },
            ],
          },
        },
      },
      output: {
        listener: { value: '${aws_lb_listener.http.arn}' },
        vpc_link_id: { value: '${aws_api_gateway_vpc_link.link.id}' },
        dns: { value: '${aws_lb.nlb.dns_name}' },
        alb_dns: { value: '${aws_lb.alb.dns_name}' },
      },
    },
    'dev-compute': {
      terraform: localBackend('dev-compute'),
      data: { terraform_remote_state: { networking: remoteState('dev-networking') } },
      resource: {
        aws_lb_target_group: {
          quotes: {
            name: 'dev-quotes',
            target_type: 'ip',
            port: 8080,
            deregistration_delay: '30',
            health_check: {
              path: '/health',
              matcher: '200-299',
              interval: 10,
              timeout: 5,
              healthy_threshold: 2,
              unhealthy_threshold: 3,
            },
          },
        },
        aws_lb_listener_rule: {
          quotes: {
            listener_arn: `${networking}.listener}`,
            priority: 40_001,
            condition: [{ path_pattern: { values: ['/quotes', '/quotes/*'] } }],
            action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.quotes.arn}' }],
          },
        },
        aws_lambda_function: {
          tenants: {
            function_name: 'dev-tenants',
            timeout: 5,
            memory_size: 256,
            logging_config: { log_group: '${aws_cloudwatch_log_group.tenants.name}' },
            environment: { variables: { PLAN: 'trial', TEXT: '$${x}' } },
          },
        },
        aws_cloudwatch_log_group: { tenants: { name: '/dev/tenants' } },
        aws_lambda_alias: {
          live: { name: 'live', function_name: '${aws_lambda_function.tenants.arn}' },
        },
        aws_ecs_task_definition: {
          quotes: {
            container_definitions: JSON.stringify([
              {
                image: '${aws_ecr_repository.quotes.repository_url}:1',
                environment: [{ name: 'LEVEL', value: 'info' }],
                stopTimeout: 10,
              },
            ]),
          },
        },
      },
      output: { invoke_arn: { value: '${aws_lambda_alias.live.invoke_arn}' } },
    },
    'dev-api-gateway': {
      terraform: localBackend('dev-api-gateway'),
      data: {
        terraform_remote_state: {
          networking: remoteState('dev-networking'),
          compute: remoteState('dev-compute'),
        },
      },
      resource: {
        aws_api_gateway_rest_api: {
          api: { name: 'dev-api', body: JSON.stringify(openApiDocument()) },
        },
        aws_api_gateway_stage: {
          api: { rest_api_id: '${aws_api_gateway_rest_api.api.id}', stage_name: 'dev' },
        },
        aws_api_gateway_api_key: { tenants: { name: 'dev-tenants' } },
        aws_api_gateway_usage_plan: {
          tenants: {
            api_stages: [
              {
                api_id: '${aws_api_gateway_rest_api.api.id}',
                stage: '${aws_api_gateway_stage.api.stage_name}',
              },
            ],
          },
        },
        aws_api_gateway_usage_plan_key: {
          tenants: {
            key_id: '${aws_api_gateway_api_key.tenants.id}',
            usage_plan_id: '${aws_api_gateway_usage_plan.tenants.id}',
          },
        },
      },
    },
  };
}

/** Attributes by resource name by type. */
export type Resources = Record<string, Record<string, Record<string, unknown>>>;
