import { httpService, placementLock, stageFile, TestWorkspace } from '../testing/workspace';

let workspace: TestWorkspace;

beforeEach(() => (workspace = new TestWorkspace()));
afterEach(() => workspace.dispose());

const stacks = ['dev-networking', 'dev-compute', 'dev-api-gateway'];

test('writes every stack and both manifests', async () => {
  const { exitCode, stdout } = await workspace.run('synth', '--stage', 'dev');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('written to cdktf.out');
  for (const stack of stacks)
    expect(workspace.has(`cdktf.out/stacks/${stack}/cdk.tf.json`)).toBe(true);
  expect(workspace.has('cdktf.out/manifest.json')).toBe(true);
  expect(JSON.parse(workspace.read('cdktf.out/slipway.json'))).toMatchObject({
    version: 1,
    stage: 'dev',
  });
});

test.each(['dev', 'local'])('needs no Terraform and no other program for stage %s', async (stage) => {
  workspace.setEnv({ PATH: '' });
  const { exitCode, stdout } = await workspace.run('synth', '--stage', stage);
  expect(stdout).toContain('written to cdktf.out');
  expect(exitCode).toBe(0);
});

test('takes stage and folder from the variables that cdktf sets', async () => {
  workspace.setEnv({ STAGE: 'dev', CDKTF_OUTDIR: 'elsewhere' });
  const { exitCode, result } = await workspace.runJson<{ stacks: string[] }>('synth');
  expect(exitCode).toBe(0);
  expect([...result.stacks].sort()).toEqual([...stacks].sort());
  expect(workspace.has('elsewhere/slipway.json')).toBe(true);
});

test('--out is before the variable', async () => {
  workspace.setEnv({ CDKTF_OUTDIR: 'elsewhere' });
  await workspace.run('synth', '--stage', 'dev', '--out', 'here');
  expect(workspace.has('here/slipway.json')).toBe(true);
  expect(workspace.has('elsewhere')).toBe(false);
});

test('with an error the old output stays, byte for byte, and nothing is left beside it', async () => {
  await workspace.run('synth', '--stage', 'dev');
  const before = workspace.contents('cdktf.out');
  workspace.write('apps/quotes/service.yaml', httpService('quotes', { kind: 'htpt' }));
  const { exitCode, stdout, stderr } = await workspace.run('synth', '--stage', 'dev');
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/apps\/quotes\/service\.yaml:2:\d+ error/);
  expect(stderr).toContain('Nothing was written');
  expect(workspace.contents('cdktf.out')).toEqual(before);
  expect(workspace.foldersLike('cdktf.out')).toEqual(['cdktf.out']);
});

test('a function that does not compile is an error of its own file', async () => {
  workspace.write(
    'apps/greeter/service.yaml',
    'name: greeter\nkind: function\nowner: team\nfunction: { entry: src/handler.ts, memory: 128, timeout: 3 }\n',
  );
  workspace.write('apps/greeter/src/handler.ts', 'export const handler = async () => {');
  const { exitCode, stderr } = await workspace.run('synth', '--stage', 'dev');
  expect(stderr).toContain('apps/greeter/');
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(exitCode).toBe(1);
  expect(workspace.foldersLike('cdktf.out')).toEqual([]);
});

test("Terraform's own files stay, and so does another stage's stack", async () => {
  await workspace.run('synth', '--stage', 'dev');
  workspace.write('cdktf.out/stacks/dev-compute/.terraform/terraform.tfstate', '{}');
  await workspace.run('synth', '--stage', 'local');
  await workspace.run('synth', '--stage', 'dev');
  expect(workspace.has('cdktf.out/stacks/dev-compute/.terraform/terraform.tfstate')).toBe(true);
  expect(workspace.has('cdktf.out/stacks/local-compute/cdk.tf.json')).toBe(true);
});

test('a stack that the stage no longer has is removed', async () => {
  workspace.write(
    'stacks/stages/dev.yaml',
    stageFile('dev', { ingress: '{ link: v1, shards: 2 }' }),
  );
  await workspace.run('synth', '--stage', 'dev');
  expect(workspace.has('cdktf.out/stacks/dev-compute-2')).toBe(true);
  workspace.write('stacks/stages/dev.yaml', stageFile('dev'));
  await workspace.run('synth', '--stage', 'dev');
  expect(workspace.has('cdktf.out/stacks/dev-compute-2')).toBe(false);
});

test('a service without a slot is refused with the command that gives it one', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  const { exitCode, stderr } = await workspace.run('synth', '--stage', 'dev');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('slipway place --stage dev');
});

test('a lock that is no JSON is a finding', async () => {
  workspace.write('stacks/locks/dev.placement.json', placementLock('quotes').slice(0, 30));
  const { exitCode, stderr } = await workspace.run('synth', '--stage', 'dev');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('stacks/locks/dev.placement.json:');
  expect(stderr).not.toMatch(/^ {4}at /m);
});

test('a folder that cannot be written is a failure with its reason', async () => {
  workspace.write('taken', 'a file');
  const { exitCode, stderr } = await workspace.run('synth', '--stage', 'dev', '--out', 'taken/out');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('taken/out');
  expect(stderr).not.toContain('bug');
});
