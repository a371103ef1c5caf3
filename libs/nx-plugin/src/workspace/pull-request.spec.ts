import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { WorkspaceCopy, workspaceRoot } from '../testing/workspace-copy';

jest.setTimeout(120_000);

interface Workflow {
  readonly jobs: { readonly affected: { readonly steps: readonly { readonly run?: string }[] } };
}

const workflow = parse(
  readFileSync(join(workspaceRoot, '.github/workflows/pull-request.yml'), 'utf8'),
) as Workflow;

const commands = workflow.jobs.affected.steps.flatMap(({ run }) => run ?? []);
const affected = commands.find((command) => command.startsWith('npx nx affected ')) ?? '';

let workspace: WorkspaceCopy;

beforeAll(() => {
  workspace = new WorkspaceCopy();
});

afterAll(() => workspace.dispose());

it('asks for targets that projects have: Nx passes over one that none has', () => {
  workspace.nx('graph', '--file=graph.json');
  const { graph } = JSON.parse(workspace.read('graph.json')) as {
    graph: { nodes: Record<string, { data: { targets: object } }> };
  };
  const known = Object.values(graph.nodes).flatMap(({ data }) => Object.keys(data.targets));
  const targets = affected.replace(/.* -t /, '').split(' ');
  expect(targets).toEqual(['lint', 'typecheck', 'test', 'build', 'synth']);
  expect(known).toEqual(expect.arrayContaining(targets));
  workspace.reset();
});

it('lints, tests, builds and synthesises what a branch changes since it left main', () => {
  workspace.branchFromMain('payments');
  const file = 'apps/quotes/service.yaml';
  workspace.write(file, workspace.read(file).replace('max: 10', 'max: 12'));
  workspace.commit();
  const { exitCode, output } = workspace.shell(affected, {
    GITHUB_BASE_REF: 'main',
    STAGE: 'local',
  });
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  const ran = [...output.matchAll(/nx run (\S+)/g)].map(([, task]) => task);
  expect([...new Set(ran)].sort()).toEqual([
    'api-gateway:synth',
    'compute:synth',
    'quotes:build',
    'quotes:lint',
    'quotes:test',
  ]);
});
