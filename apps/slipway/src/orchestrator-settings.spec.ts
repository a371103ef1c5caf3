import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBackends, parseLimits } from '@slipway/orchestrator-runtime';
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

/** Variables of the functions of a stage that have a table of runs, by function name. */
function variablesOf(stage: string): Record<string, Record<string, string>> {
  const { model } = readStage(root, stage);
  if (!model) throw new Error(`${stage} has a mistake`);
  synthesiseStage(root, model, outdir);
  const file = join(outdir, 'stacks', `${stage}-compute`, 'cdk.tf.json');
  const { resource } = JSON.parse(readFileSync(file, 'utf8')) as {
    resource: {
      aws_lambda_function: Record<
        string,
        { function_name: string; environment?: { variables: Record<string, string> } }
      >;
    };
  };
  const functions = Object.values(resource.aws_lambda_function);
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
  const functions = variablesOf(stage);
  expect(Object.keys(functions).sort()).toEqual(names.map((name) => `slipway-${stage}-${name}`));
  for (const variables of Object.values(functions)) {
    const { backends, tasks } = parseBackends(resolved(variables['ORCHESTRATOR_BACKENDS']));
    expect(tasks).toHaveProperty('agent-runner');
    expect(Object.values(backends)).toMatchObject([{ kind }]);
    expect(parseLimits(variables['ORCHESTRATOR_LIMITS']).account).toBe(50);
  }
});
