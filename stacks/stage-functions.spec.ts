import { schemaFindings } from '@slipway/constructs';
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
