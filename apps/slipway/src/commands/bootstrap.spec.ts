import { FakeAws, identityOf, type AwsAnswer } from '../testing/fake-aws';
import { addRecorder, callsOf } from '../testing/recorder';
import { stageFile, TestWorkspace } from '../testing/workspace';

interface BootstrapResult {
  readonly stateBucket: { readonly name: string; readonly created: boolean } | null;
  readonly changes: readonly { readonly address: string; readonly action: string }[];
  readonly applied: boolean;
}

const BUCKET = 'harbour-dev-state';
const head = `s3 HEAD /${BUCKET}`;
const put = `s3 PUT /${BUCKET}`;

let workspace: TestWorkspace;
let aws: FakeAws;

beforeEach(async () => {
  workspace = new TestWorkspace({
    'stacks/stages/dev.yaml': stageFile('dev', {
      state: `{ backend: s3, bucket: ${BUCKET} }`,
    }),
  });
  let exists = false;
  aws = await FakeAws.listen({
    'sts GetCallerIdentity': () => identityOf('111122223333'),
    [head]: () => (exists ? bucketIn('eu-central-1') : { status: 404 }),
    [put]: () => {
      exists = true;
      return {};
    },
  });
  workspace.setEnv(aws.env);
  terraform({ changes: [{ addr: 'aws_s3_bucket.state', action: 'create' }] });
});

afterEach(async () => {
  await aws.close();
  workspace.dispose();
});

function bucketIn(region: string): AwsAnswer {
  return { headers: { 'x-amz-bucket-region': region } };
}

function s3Error(status: number, code: string): AwsAnswer {
  return { status, body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>` };
}

/** A terraform that plans these changes, and fails to apply with a diagnostic where there is one. */
function terraform({
  changes = [],
  diagnostic,
}: {
  changes?: object[];
  diagnostic?: object;
}): void {
  const planned = changes.map((change) => ({
    '@message': '',
    type: 'planned_change',
    change: { resource: { addr: (change as { addr: string }).addr }, ...change },
  }));
  addRecorder(
    workspace,
    'terraform',
    `const say = (message) => console.log(JSON.stringify(message));
    if (args[0] === 'plan') {
      ${JSON.stringify(planned)}.forEach(say);
      process.exit(${planned.length > 0 ? 2 : 0});
    }
    const diagnostic = ${JSON.stringify(diagnostic ?? null)};
    if (args[0] === 'apply' && diagnostic) {
      say({ '@message': '', type: 'diagnostic', diagnostic });
      process.exit(1);
    }`,
  );
}

function terraformSteps(): (string | undefined)[] {
  return callsOf(workspace, 'terraform').map(({ args }) => args[0]);
}

test('on a fresh account it creates the bucket, then applies the account stack', async () => {
  const { exitCode, result } = await workspace.runJson<BootstrapResult>(
    'bootstrap',
    '--stage',
    'dev',
    '--yes',
  );
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({ stateBucket: { name: BUCKET, created: true }, applied: true });
  expect(aws.operations).toContain(put);
  expect(aws.calls.find(({ operation }) => operation === put)?.body).toContain('eu-central-1');
  expect(terraformSteps()).toEqual(['init', 'plan', 'apply']);
  expect(workspace.foldersLike('cdktf.out')).toEqual([]);
});

test('on a fresh account it shows what it applies: the plan, once the bucket is there', async () => {
  terraform({
    changes: [
      { addr: 'aws_s3_bucket.state', action: 'noop', importing: { id: BUCKET } },
      { addr: 'aws_iam_role.logs', action: 'create' },
    ],
  });
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(0);
  const [, afterPlan = ''] = stderr.split('terraform plan\n');
  const [shown = ''] = afterPlan.split('terraform apply\n');
  expect(shown).toBe('  import  aws_s3_bucket.state\n  create  aws_iam_role.logs\n');
  expect(stderr).not.toMatch(/create +aws_s3_bucket\./);
});

test('the second time it finds no changes and applies nothing', async () => {
  aws.answers[head] = () => bucketIn('eu-central-1');
  terraform({});
  const { exitCode, stdout } = await workspace.run('bootstrap', '--stage', 'dev');
  expect(stdout).toContain('no changes');
  expect(exitCode).toBe(0);
  expect(aws.operations).not.toContain(put);
  expect(terraformSteps()).toEqual(['init', 'plan']);
});

test('--dry-run on a fresh account shows what would be created and changes nothing', async () => {
  const { exitCode, result } = await workspace.runJson<BootstrapResult>(
    'bootstrap',
    '--stage',
    'dev',
    '--dry-run',
  );
  expect(exitCode).toBe(0);
  expect(result.applied).toBe(false);
  const bucket = expect.stringMatching(/^aws_s3_bucket\./) as string;
  expect(result.changes).toContainEqual({ address: bucket, action: 'import' });
  expect(result.changes.filter(({ action }) => action === 'import')).toHaveLength(1);
  expect(result.changes).toContainEqual({
    address: expect.any(String) as string,
    action: 'create',
  });
  expect(aws.operations).not.toContain(put);
  expect(terraformSteps()).toEqual([]);
});

test('--dry-run on an account with a bucket shows the plan, without a lock', async () => {
  aws.answers[head] = () => bucketIn('eu-central-1');
  const { exitCode, result } = await workspace.runJson<BootstrapResult>(
    'bootstrap',
    '--stage',
    'dev',
    '--dry-run',
  );
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({
    applied: false,
    changes: [{ address: 'aws_s3_bucket.state', action: 'create' }],
  });
  expect(terraformSteps()).toEqual(['init', 'plan']);
  expect(callsOf(workspace, 'terraform')[1]?.args).toContain('-lock=false');
});

test('without --yes and without a terminal it changes nothing', async () => {
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('pass --yes');
  expect(aws.operations).not.toContain(put);
});

test('the wrong account is refused, and both are named', async () => {
  aws.answers['sts GetCallerIdentity'] = () => identityOf('999999999999');
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(
    /account 999999999999 .*account 111122223333 \(stacks\/stages\/dev\.yaml:3\)/,
  );
  expect(aws.operations).toEqual(['sts GetCallerIdentity']);
  expect(terraformSteps()).toEqual([]);
});

test('a bucket that appears in between is taken when it is ours', async () => {
  let asked = 0;
  aws.answers[head] = () => (asked++ === 0 ? { status: 404 } : bucketIn('eu-central-1'));
  aws.answers[put] = () => s3Error(409, 'BucketAlreadyOwnedByYou');
  const { exitCode } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(0);
  expect(terraformSteps()).toEqual(['init', 'plan', 'apply']);
});

test.each<[string, () => void]>([
  ['refuses to be looked at', () => (aws.answers[head] = () => ({ status: 403 }))],
  ['refuses to be created', () => (aws.answers[put] = () => s3Error(409, 'BucketAlreadyExists'))],
])("someone else's bucket %s", async (_, arrange) => {
  arrange();
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`Bucket ${BUCKET} (stacks/stages/dev.yaml:5) exists`);
  expect(stderr).toContain("someone else's");
  expect(terraformSteps()).toEqual([]);
});

test('a bucket in another region is refused with both', async () => {
  aws.answers[head] = () => ({ status: 301, ...bucketIn('us-east-1') });
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    `Bucket ${BUCKET} is in us-east-1, but the stage of stacks/stages/dev.yaml:5 is in eu-central-1`,
  );
});

test('a region for the bucket alone is refused before anything is made', async () => {
  const state = `{ backend: s3, bucket: ${BUCKET}, region: us-east-1 }`;
  workspace.write('stacks/stages/dev.yaml', stageFile('dev', { state }));
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('`state.region` is no key that slipway knows');
  expect(aws.operations).toEqual([]);
});

test('every stage of an account asks for the same stack', async () => {
  const state = `{ backend: s3, bucket: ${BUCKET} }`;
  workspace.write('stacks/stages/beta.yaml', stageFile('beta', { state }));
  const addresses = async (stage: string) => {
    const run = await workspace.runJson<BootstrapResult>(
      ...['bootstrap', '--stage', stage, '--dry-run'],
    );
    return run.result.changes.map(({ address }) => address);
  };
  const ofDev = await addresses('dev');
  expect(ofDev.length).toBeGreaterThan(5);
  expect(await addresses('beta')).toEqual(ofDev);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['is broken', { region: 'europe' }, 'stacks/stages/beta.yaml:4:9 error SLP1404'],
  ['does not fit', {}, 'stacks/stages/dev.yaml:5:10 error SLP1408'],
])('nothing is made where another stage %s', async (_, changes, finding) => {
  workspace.write('stacks/stages/beta.yaml', stageFile('beta', changes));
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(finding);
  expect(stderr).toContain('Nothing was changed');
  expect(aws.operations).toEqual([]);
});

test("terraform's error names the resource and the file it comes from", async () => {
  terraform({
    changes: [{ addr: 'aws_s3_bucket.state', action: 'create' }],
    diagnostic: {
      severity: 'error',
      summary: 'AccessDenied',
      detail: 'not authorized',
      address: 'aws_s3_bucket.nowhere',
    },
  });
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('terraform apply failed for account-111122223333-eu-central-1');
  expect(stderr).toContain(
    'aws_s3_bucket.nowhere (stack account-111122223333-eu-central-1): AccessDenied',
  );
  expect(stderr).toContain('not authorized');
  expect(workspace.foldersLike('cdktf.out')).toEqual([]);
});

test('a stage with local state needs no bucket and says where its state is', async () => {
  workspace.write('stacks/stages/dev.yaml', stageFile('dev'));
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(0);
  expect(stderr).toContain('terraform.account-111122223333-eu-central-1.tfstate in the workspace');
  expect(aws.operations).toEqual(['sts GetCallerIdentity']);
});

test('without terraform it says what is lacking', async () => {
  aws.answers[head] = () => bucketIn('eu-central-1');
  workspace.remove('bin/terraform');
  workspace.setEnv({ PATH: '' });
  const { exitCode, stderr } = await workspace.run('bootstrap', '--stage', 'dev', '--yes');
  expect(exitCode).toBe(3);
  expect(stderr).toContain('terraform is not on PATH');
});
