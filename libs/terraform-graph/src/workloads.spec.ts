import { rmSync } from 'node:fs';
import { UnreadableGraphError } from './errors';
import { loadGraph } from './load-graph';
import { ingressDocuments } from './testing/ingress-documents';
import { writeStage } from './testing/stage-folder';
import { containerWorkloadsOf, functionWorkloadsOf } from './workloads';

const quotes = { service: 'quotes', file: 'apps/quotes/service.yaml', line: 5 };

function graphOf(documents: ReturnType<typeof ingressDocuments>) {
  const { outdir, manifest } = writeStage(documents, {
    'dev-compute': { 'aws_ecs_task_definition.quotes': quotes },
  });
  try {
    return loadGraph(outdir, manifest);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The stacks with other container definitions. */
function withContainers(text: string) {
  const documents = ingressDocuments();
  const definition = documents['dev-compute']?.resource.aws_ecs_task_definition?.quotes;
  if (definition) definition.container_definitions = text;
  return documents;
}

test('a container is started with its environment', () => {
  expect(containerWorkloadsOf(graphOf(ingressDocuments()))).toEqual([
    { service: 'quotes', stopTimeout: 10, references: [], environment: { LEVEL: 'info' } },
  ]);
});

test('a container that says nothing stops as ECS does', () => {
  expect(containerWorkloadsOf(graphOf(withContainers('[{}]')))).toEqual([
    { service: 'quotes', stopTimeout: 30, references: [], environment: {} },
  ]);
});

test('a container has variables whose values only ECS reads, from wherever', () => {
  const secrets = [
    { name: 'DSN', valueFrom: '${local.quotes_DSN-arn}' },
    { name: 'RATES', valueFrom: 'arn:aws:ssm:us-east-1:000000000000:parameter/rates' },
  ];
  const text = JSON.stringify([{ secrets }]);
  expect(containerWorkloadsOf(graphOf(withContainers(text)))).toMatchObject([
    { references: ['DSN', 'RATES'], environment: {} },
  ]);
});

test('an address of a listener of the stage is known by its load balancer and port', () => {
  const documents = withContainers(
    '[{"environment":[{"name":"PRICING_URL","value":"http://${data.terraform_remote_state.networking.outputs.alb_dns}:40001/pricing"}]}]',
  );
  expect(containerWorkloadsOf(graphOf(documents))).toMatchObject([
    {
      environment: {
        PRICING_URL: { applicationLoadBalancer: 'dev-alb', port: 40_001, path: '/pricing' },
      },
    },
  ]);
});

test.each([
  [
    '[{"environment":[{"name":"HOST","value":"${aws_lb.x.dns_name}"}]}]',
    '`container_definitions.0.environment.HOST` must be known text',
  ],
  ['[', '`container_definitions` must be the JSON text of a list of containers'],
  ['{}', '`container_definitions` must be the JSON text of a list of containers'],
])('%s is refused', (text, message) => {
  const read = () => containerWorkloadsOf(graphOf(withContainers(text)));
  expect(read).toThrow(UnreadableGraphError);
  expect(read).toThrow(message);
});

test('a function on a capacity provider takes as many events at a time as it says', () => {
  const documents = ingressDocuments();
  const fn = documents['dev-compute']?.resource.aws_lambda_function?.tenants;
  if (fn) {
    fn.capacity_provider_config = {
      lambda_managed_instances_capacity_provider_config: {
        per_execution_environment_max_concurrency: 32,
      },
    };
  }
  expect(functionWorkloadsOf(graphOf(documents))).toMatchObject([{ concurrency: 32 }]);
});

test('a function is started with its settings and plain environment', () => {
  expect(functionWorkloadsOf(graphOf(ingressDocuments()))).toEqual([
    {
      functionName: 'dev-tenants',
      timeout: 5,
      memory: 256,
      logGroup: '/dev/tenants',
      environment: { PLAN: 'trial', TEXT: '${x}' },
    },
  ]);
});
