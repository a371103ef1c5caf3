import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { WorkspaceCopy } from './testing/workspace-copy';

jest.setTimeout(120_000);

const stacks = ['api-gateway', 'compute', 'networking'];

let workspace: WorkspaceCopy;

beforeAll(() => {
  workspace = new WorkspaceCopy();
});

afterAll(() => workspace.dispose());

/** Runs `synth` of every stack; says of each whether its output came from the cache. */
function synthesise(...options: readonly string[]): Record<string, boolean> {
  const args = ['run-many', '--targets=synth', '--output-style=static', ...options];
  const { exitCode, output } = workspace.nx(...args);
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  const cached = (stack: string) =>
    new RegExp(`nx run ${stack}:synth\\S*\\s+\\[(existing outputs|local cache)`).test(output);
  return Object.fromEntries(stacks.map((stack) => [stack, cached(stack)]));
}

const written = (stack: string) => readdirSync(join(workspace.root, 'dist/synth', stack)).sort();

const none = { 'api-gateway': false, compute: false, networking: false };
const all = { 'api-gateway': true, compute: true, networking: true };

it('writes each stack of every stage, and answers from the cache until an input changes', () => {
  expect(synthesise()).toEqual(none);
  const stages = readdirSync(join(workspace.root, 'stacks/stages')).map((f) =>
    basename(f, '.yaml'),
  );
  for (const stack of stacks) {
    expect(written(stack)).toEqual(stages.map((stage) => `${stage}-${stack}`).sort());
  }
  expect(synthesise()).toEqual(all);
});

it('knows the stage by configuration', () => {
  expect(synthesise('--configuration=local')).toEqual(none);
  for (const stack of stacks) expect(written(stack)).toEqual([`local-${stack}`]);
});

it('has the bundle of a function in it that the target build writes', () => {
  const { exitCode } = workspace.nx('build', 'tenant-onboarding');
  expect(exitCode).toBe(0);
  const bundles = [
    'dist/apps/tenant-onboarding/index.js',
    'dist/synth/compute/local-compute/assets/tenant-onboarding/index.js',
  ].map((file) => readFileSync(join(workspace.root, file), 'utf8'));
  expect(bundles[0] === bundles[1]).toBe(true);
});

it('writes compute and api-gateway anew for an edited service file, and keeps networking', () => {
  const file = 'apps/quotes/service.yaml';
  workspace.write(file, workspace.read(file).replace('basePath: /quotes', 'basePath: /offers'));
  expect(synthesise('--configuration=local')).toEqual({ ...none, networking: true });
  for (const stack of ['compute', 'api-gateway']) {
    const json = workspace.read(`dist/synth/${stack}/local-${stack}/cdk.tf.json`);
    expect(json).toContain('/offers');
  }
});

it('fails with the findings of a service file that is wrong, and leaves the last output', () => {
  workspace.write('apps/quotes/service.yaml', 'name: quotes\nkind: htp\n');
  const { exitCode, output } = workspace.nx('synth', 'compute', '--configuration=local');
  expect(exitCode).toBe(1);
  expect(output).toMatch(/apps\/quotes\/service\.yaml:2:7 error SLP\d{4}/);
  expect(written('compute')).toEqual(['local-compute']);
});
