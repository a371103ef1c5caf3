import { FakeAws, identityOf } from '../testing/fake-aws';
import { addRecorder } from '../testing/recorder';
import { TestWorkspace } from '../testing/workspace';

interface DoctorResult {
  readonly requirements: readonly {
    readonly name: string;
    readonly state: string;
    readonly found: string;
    readonly needed: boolean;
    readonly fix?: string;
  }[];
}

let workspace: TestWorkspace;
let aws: FakeAws;

beforeEach(async () => {
  workspace = new TestWorkspace({ '.terraform-version': '1.11.4\n' });
  aws = await FakeAws.listen({ 'sts GetCallerIdentity': () => identityOf('111122223333') });
  workspace.setEnv({ ...aws.env, AWS_REGION: 'eu-central-1' });
  addRecorder(workspace, 'terraform', `console.log('{"terraform_version":"1.11.4"}')`);
  addRecorder(workspace, 'docker', `console.log('28.1.0')`);
  addRecorder(workspace, 'git', `console.log('git version 2.50.1')`);
  addRecorder(workspace, 'npm', `console.log('10.9.2')`);
});

afterEach(async () => {
  await aws.close();
  workspace.dispose();
});

async function requirement(name: string, ...args: string[]) {
  const { exitCode, result } = await workspace.runJson<DoctorResult>('doctor', ...args);
  return { exitCode, ...result.requirements.find((one) => one.name === name) };
}

test('a machine with everything', async () => {
  const { exitCode, stdout } = await workspace.run('doctor', '--stage', 'dev');
  expect(stdout).toContain('Nothing is missing.');
  expect(stdout).toMatch(/^ok +terraform +bootstrap, plan and apply +1\.11\.4$/m);
  expect(stdout).toMatch(
    /^ok +AWS credentials .*account 111122223333, arn:aws:iam::111122223333:user\/tester$/m,
  );
  expect(exitCode).toBe(0);
});

test('a terraform of another version differs, and that fails nothing', async () => {
  addRecorder(workspace, 'terraform', `console.log('{"terraform_version":"1.12.0"}')`);
  expect(await requirement('terraform', '--strict')).toMatchObject({
    exitCode: 0,
    state: 'differs',
    found: '1.12.0, .terraform-version says 1.11.4',
  });
});

test('a Docker without its daemon is missing, which fails only when asked', async () => {
  addRecorder(
    workspace,
    'docker',
    `console.error('Cannot connect to the Docker daemon'); process.exit(1)`,
  );
  expect(await requirement('Docker')).toMatchObject({
    exitCode: 0,
    state: 'missing',
    needed: false,
    found: 'Cannot connect to the Docker daemon',
  });
  expect(await requirement('Docker', '--strict')).toMatchObject({ exitCode: 3, needed: true });
});

test('a tool that is not on PATH says how to install it', async () => {
  workspace.remove('bin/terraform');
  workspace.setEnv({ PATH: '' });
  expect(await requirement('terraform')).toMatchObject({
    exitCode: 0,
    state: 'missing',
    found: 'terraform is not on PATH',
    fix: expect.stringContaining('https://developer.hashicorp.com/'),
  });
});

test('credentials of another account than the stage are missing for it', async () => {
  aws.answers['sts GetCallerIdentity'] = () => identityOf('999999999999');
  const found = await requirement('AWS credentials', '--stage', 'dev');
  expect(found).toMatchObject({ exitCode: 3, state: 'missing', needed: true });
  expect(found.found).toMatch(
    /account 999999999999.*account 111122223333 \(stacks\/stages\/dev\.yaml:3\)/,
  );
});

test('without credentials it says how to sign in, and fails only for a stage', async () => {
  workspace.setEnv({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
  expect(await requirement('AWS credentials')).toMatchObject({
    exitCode: 0,
    state: 'missing',
    fix: expect.stringContaining('sign in'),
  });
  expect(await requirement('AWS credentials', '--stage', 'dev')).toMatchObject({ exitCode: 3 });
});

test('another region in the shell differs', async () => {
  workspace.setEnv({ AWS_REGION: 'us-west-2' });
  expect(await requirement('AWS region', '--stage', 'dev')).toMatchObject({
    exitCode: 0,
    state: 'differs',
    found: 'us-west-2; stage dev is in eu-central-1',
    fix: 'export AWS_REGION=eu-central-1',
  });
});

test('an unknown stage is wrong usage', async () => {
  const { exitCode, stderr } = await workspace.run('doctor', '--stage', 'dve');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/fix: .*\bdev\b/);
});
