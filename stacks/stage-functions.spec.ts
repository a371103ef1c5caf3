import { schemaFindings } from '@slipway/constructs';
import { buildPlatform, readLocks } from '@slipway/platform';
import { synthesise } from './synthesise';
import { TerraformStackFile } from './testing/terraform-stack';
import { TestWorkspace } from './testing/workspace';

const workspaces: TestWorkspace[] = [];

afterEach(() => {
  for (const workspace of workspaces.splice(0)) workspace.remove();
});

const stageFile = 'stacks/stages/dev.yaml';

/** A stage with these lines at the end of its file, and a function `tenants`. */
function workspaceWith(...lines: readonly string[]): TestWorkspace {
  const workspace = new TestWorkspace({ tenants: { kind: 'function' } });
  workspaces.push(workspace);
  workspace.write(stageFile, [workspace.read(stageFile).trimEnd(), ...lines]);
  return workspace;
}

function compute(workspace: TestWorkspace): TerraformStackFile {
  const { root, outdir } = workspace;
  synthesise({ root, model: workspace.model(), outdir });
  return new TerraformStackFile(outdir, 'dev-compute');
}

describe('a pruner', () => {
  const pruned = (): TestWorkspace => {
    const workspace = workspaceWith('pruner: { owner: platform-team, keep: 4 }');
    workspace.write('apps/version-pruner/src/handler.ts', ['export const handler = () => 1;']);
    return workspace;
  };

  it('is bundled from its app, scheduled, told its settings, and only looks at first', () => {
    const { json } = compute(pruned());
    const functions = Object.values(json.resource?.['aws_lambda_function'] ?? {});
    const pruner = functions.find(
      ({ function_name: name }) => name === 'slipway-dev-version-pruner',
    );
    expect(pruner).toMatchObject({ filename: 'assets/version-pruner.zip', timeout: 900 });
    const { variables } = pruner?.['environment'] as { variables: Record<string, string> };
    expect(JSON.parse(variables['SLIPWAY_PRUNER'] ?? '')).toMatchObject({
      scope: { prefix: 'slipway-dev-' },
      keep: 4,
      dryRun: true,
    });
    expect(Object.values(json.resource?.['aws_scheduler_schedule'] ?? {})).toHaveLength(1);
    expect(Object.keys(json.resource?.['aws_cloudwatch_metric_alarm'] ?? {})).toHaveLength(2);
    expect(schemaFindings(json)).toEqual([]);
  });

  it('is traced to the stage file, and known to the tools', () => {
    const workspace = pruned();
    const { root, outdir } = workspace;
    const { services, stacks } = synthesise({ root, model: workspace.model(), outdir });
    expect(services['version-pruner']).toMatchObject({
      kind: 'function',
      file: stageFile,
      functionName: 'slipway-dev-version-pruner',
    });
    const { resources = {} } = stacks['dev-compute'] ?? {};
    const own = Object.entries(resources).filter(([address]) => address.includes('pruner'));
    expect(own.length).toBeGreaterThan(8);
    for (const [, origin] of own) {
      expect(origin).toEqual({ service: 'version-pruner', file: stageFile, line: 9 });
    }
  });

  it('is nowhere without its key, and changes nothing of others', () => {
    const others = (stack: TerraformStackFile): string[] =>
      stack.addresses().filter((address) => !address.includes('pruner'));
    const without = compute(workspaceWith());
    expect(others(compute(pruned()))).toEqual(without.addresses());
    expect(others(without)).toEqual(without.addresses());
  });
});

describe('an orchestrator', () => {
  const orchestrated = (run = '{ backend: ecs, failover: agentcore }'): TestWorkspace => {
    const workspace = new TestWorkspace({
      agent: { kind: 'batch', image: true },
      orchestrator: { kind: 'function', auth: 'apiKey', settings: 'entry: src/api.ts' },
    });
    workspaces.push(workspace);
    workspace.write(stageFile, [
      workspace.read(stageFile).trimEnd(),
      'orchestrator: { owner: agents-team, tasks: [agent], memory: {} }',
    ]);
    const agent = 'apps/agent/service.yaml';
    workspace.write(agent, [workspace.read(agent).trimEnd(), `run: ${run}`]);
    for (const module of ['api', 'run', 'reaper']) {
      workspace.write(`apps/orchestrator/src/${module}.ts`, ['export const handler = () => 1;']);
    }
    return workspace;
  };

  const { json } = compute(orchestrated());
  const named = (type: string, attribute: string): unknown[] =>
    Object.values(json.resource?.[type] ?? {}).map((attributes) => attributes[attribute]);

  it('has its functions, its table and its bucket beside the task that it runs', () => {
    expect(named('aws_lambda_function', 'function_name').sort()).toEqual([
      'slipway-dev-orchestrator',
      'slipway-dev-orchestrator-reaper',
      'slipway-dev-orchestrator-run',
    ]);
    expect(named('aws_dynamodb_table', 'name')).toEqual(['slipway-dev-runs']);
    expect(named('aws_s3_bucket', 'bucket')).toEqual(['slipway-dev-payloads-123456789012']);
    expect(named('aws_ecs_task_definition', 'family')).toEqual(['slipway-dev-agent']);
    expect(named('aws_bedrockagentcore_agent_runtime', 'agent_runtime_name')).toEqual([
      'slipway_dev_agent',
    ]);
  });

  it('holds what the provider knows', () => {
    expect(schemaFindings(json)).toEqual([]);
  });

  it('answers by a route of its own service, with a key', () => {
    const workspace = orchestrated();
    const { root, outdir } = workspace;
    synthesise({ root, model: workspace.model(), outdir });
    const api = new TerraformStackFile(outdir, 'dev-api-gateway');
    const [{ body = '' } = {}] = Object.values(
      api.json.resource?.['aws_api_gateway_rest_api'] ?? {},
    );
    expect(String(body)).toContain('function_orchestrator_invoke_arn');
    expect(api.addresses('aws_api_gateway_api_key')).toHaveLength(1);
  });

  it('knows only what this machine has in the stage of this machine', () => {
    const workspace = orchestrated('{ backend: process }');
    const text = workspace.read(stageFile).replace('name: dev', 'name: local');
    workspace.write('stacks/stages/local.yaml', [text]);
    const agent = 'apps/agent/service.yaml';
    workspace.write(agent, [
      workspace.read(agent).trimEnd(),
      'local: { command: node src/main.js }',
    ]);
    workspace.write('stacks/locks/local.placement.json', [
      workspace.read('stacks/locks/dev.placement.json'),
    ]);
    const { root, outdir } = workspace;
    const { locks } = readLocks(root, 'local');
    const { model } = buildPlatform({ catalog: workspace.catalog(), stage: 'local', locks });
    if (!model) throw new Error('the stage of this machine has a mistake');
    synthesise({ root, model, outdir });
    const local = new TerraformStackFile(outdir, 'local-compute').json;
    const control = Object.values(local.resource?.['aws_lambda_function'] ?? {}).find(
      ({ function_name: name }) => name === 'slipway-local-orchestrator',
    );
    const { variables } = control?.['environment'] as { variables: Record<string, string> };
    expect(JSON.parse(variables['ORCHESTRATOR_BACKENDS'] ?? '')).toMatchObject({
      backends: { 'agent-process': { kind: 'process', command: 'node src/main.js' } },
    });
    expect(variables).not.toHaveProperty('ORCHESTRATOR_RUN_FUNCTION');
  });
});
