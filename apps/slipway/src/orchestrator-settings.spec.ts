import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  metricNamespace,
  metrics,
  parseBackends,
  parseLimits,
  parseRetention,
  Telemetry,
  type MetricName,
} from '@slipway/orchestrator-runtime';
import { readStage } from './stage-input';
import { synthesiseStage } from './stage-synth';

const root = join(__dirname, '../../..');
const outdir = mkdtempSync(join(tmpdir(), 'slipway-orchestrator-'));

afterAll(() => {
  rmSync(outdir, { recursive: true });
});

/** What stands for values that only AWS knows. */
const known: readonly (readonly [RegExp, string])[] = [
  [/\$\{jsonencode\([^)]*task_subnet_ids\)\}/g, '["subnet-1"]'],
  [/\$\{jsonencode\([^)]*assign_public_ip\)\}/g, 'true'],
  [/\$\{aws_ecs_cluster\.[^}]*\}/g, 'arn:aws:ecs:eu-central-1:111111111111:cluster/a'],
  [
    /\$\{aws_ecs_task_definition\.[^}]*\}/g,
    'arn:aws:ecs:eu-central-1:111111111111:task-definition/a:1',
  ],
  [/\$\{[^}]*\}/g, 'sg-1'],
];

interface Resources {
  readonly aws_lambda_function: Record<
    string,
    { function_name: string; environment?: { variables: Record<string, string> } }
  >;
  readonly aws_cloudwatch_metric_alarm: Record<
    string,
    {
      alarm_name: string;
      namespace: string;
      metric_name: string;
      statistic: string;
      dimensions: Record<string, string>;
    }
  >;
}

const synthesised = new Map<string, Resources>();

/** Resources of the stack that has the table of runs. */
function resourcesOf(stage: string): Resources {
  const before = synthesised.get(stage);
  if (before) return before;
  const { model } = readStage(root, stage);
  if (!model) throw new Error(`${stage} has a mistake`);
  synthesiseStage(root, model, outdir);
  const file = join(outdir, 'stacks', `${stage}-compute`, 'cdk.tf.json');
  const { resource } = JSON.parse(readFileSync(file, 'utf8')) as { resource: Resources };
  synthesised.set(stage, resource);
  return resource;
}

/** Variables of the functions that know a table of runs, by function name. */
function variablesOf({ aws_lambda_function }: Resources): Record<string, Record<string, string>> {
  const functions = Object.values(aws_lambda_function);
  return Object.fromEntries(
    functions.flatMap(({ function_name: name, environment }) =>
      environment?.variables['ORCHESTRATOR_TABLE'] === undefined
        ? []
        : [[name, environment.variables]],
    ),
  );
}

function resolved(text: string | undefined): string | undefined {
  return known.reduce(
    (result, [pattern, value]) => result?.replace(pattern, value),
    text as string | undefined,
  );
}

it.each([
  ['dev', 'ecs', ['orchestrator', 'orchestrator-reaper', 'orchestrator-run']],
  ['local', 'process', ['orchestrator']],
])('the orchestrator of %s reads what its functions are told', (stage, kind, names) => {
  const functions = variablesOf(resourcesOf(stage));
  expect(Object.keys(functions).sort()).toEqual(names.map((name) => `slipway-${stage}-${name}`));
  for (const variables of Object.values(functions)) {
    const { backends, tasks } = parseBackends(resolved(variables['ORCHESTRATOR_BACKENDS']));
    expect(tasks).toHaveProperty('agent-runner');
    expect(Object.values(backends)).toMatchObject([{ kind }]);
    expect(parseLimits(variables['ORCHESTRATOR_LIMITS']).account).toBe(50);
    expect(parseRetention(variables)).toBe(30 * 24 * 3_600_000);
  }
});

/** What tells one metric of CloudWatch from another. */
interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The metric that CloudWatch takes from a line of the runtime, as its functions of the stage write it. */
function written(name: MetricName, stage: string): Metric {
  let text = '';
  new Telemetry((line) => (text = line), { now: () => 0 }, stage).metric(name, 1);
  const line = JSON.parse(text) as Record<string, unknown> & {
    _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][] }[] };
  };
  const [metric] = line._aws.CloudWatchMetrics;
  expect(line[name]).toBe(1);
  expect(metric).toMatchObject({ Metrics: [{ Name: name, Unit: metrics[name] }] });
  return {
    namespace: metric?.Namespace ?? '',
    name,
    dimensions: Object.fromEntries(
      (metric?.Dimensions[0] ?? []).map((dimension) => [dimension, String(line[dimension])]),
    ),
  };
}

it('the alarms of dev watch metrics that its functions write', () => {
  const resources = resourcesOf('dev');
  const { ORCHESTRATOR_STAGE: stage = '' } =
    variablesOf(resources)['slipway-dev-orchestrator-reaper'] ?? {};
  const alarms = Object.values(resources.aws_cloudwatch_metric_alarm).filter(
    ({ namespace }) => namespace === metricNamespace,
  );
  const statistics: Partial<Record<MetricName, string>> = {};
  for (const { namespace, metric_name, statistic, dimensions } of alarms) {
    const name = metric_name as MetricName;
    expect({ namespace, name, dimensions }).toEqual(written(name, stage));
    statistics[name] = statistic;
  }
  // What is counted anew at every sweep must not be added up, and a share is an average of 0 and 1.
  expect(statistics).toEqual({
    CleanupDebt: 'Maximum',
    QueueAge: 'Maximum',
    RunsFailed: 'Average',
    RunsStranded: 'Maximum',
  });
});
