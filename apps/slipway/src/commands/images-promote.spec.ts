import { accountAnswers, dockerOf, passwordOf, profilesOf } from '../testing/fake-accounts';
import { FakeAws } from '../testing/fake-aws';
import { hostOf } from '../testing/fake-registry';
import { addRecorder, callsOf } from '../testing/recorder';
import { httpService, placementLock, stageFile, TestWorkspace } from '../testing/workspace';

const digest = `sha256:${'b'.repeat(64)}`;
const [DEV, PROD] = ['111122223333', '444455556666'];
const target = `${hostOf(PROD)}/harbour-prod-quotes`;
const lockFile = 'stacks/locks/prod.images.json';
const profiles = ['--from-profile', `of-${DEV}`, '--to-profile', `of-${PROD}`];

let workspace: TestWorkspace;
let aws: FakeAws;

beforeEach(async () => {
  workspace = new TestWorkspace({
    'stacks/stages/prod.yaml': stageFile('prod', { account: `'${PROD}'` }),
    'stacks/locks/prod.placement.json': placementLock('quotes'),
    'stacks/locks/dev.images.json': `{ "version": 1\n,"quotes": {"arm64":"${digest}"}\n}\n`,
    '.aws/config': profilesOf([DEV, PROD]),
  });
  addRecorder(workspace, 'docker', dockerOf([DEV, PROD]));
  const copied = () => callsOf(workspace, 'docker').some(({ args }) => args[1] === 'imagetools');
  aws = await FakeAws.listen(
    accountAnswers((uri, image) => (uri === target && copied() ? image : undefined)),
  );
  const { AWS_ENDPOINT_URL = '', AWS_EC2_METADATA_DISABLED = '' } = aws.env;
  workspace.setEnv({ AWS_ENDPOINT_URL, AWS_EC2_METADATA_DISABLED });
});

afterEach(async () => {
  await aws.close();
  workspace.dispose();
});

function promote(...args: string[]) {
  return workspace.run('images', 'promote', '--from', 'dev', '--to', 'prod', ...args);
}

test('reads with the one profile, writes with the other, by digest, and locks it there', async () => {
  const { exitCode, stdout } = await promote(...profiles);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`quotes: ${digest}`);
  const calls = callsOf(workspace, 'docker');
  expect(calls.filter(({ args }) => args[0] === 'login')).toEqual(
    [DEV, PROD].map((account) => ({
      args: ['login', '--username', 'AWS', '--password-stdin', hostOf(account)],
      stdin: passwordOf(account),
    })),
  );
  expect(calls.at(-1)?.args).toEqual([
    'buildx',
    'imagetools',
    'create',
    '--prefer-index=false',
    '--tag',
    `${target}:${'b'.repeat(32)}`,
    `${hostOf(DEV)}/harbour-dev-quotes@${digest}`,
  ]);
  expect(JSON.parse(workspace.read(lockFile))).toEqual({ version: 1, quotes: { arm64: digest } });
});

test('a stage whose lock has an image for another processor only gets the one it lacks', async () => {
  const other = `sha256:${'c'.repeat(64)}`;
  workspace.write(lockFile, `{ "version": 1\n,"quotes": {"x86_64":"${other}"}\n}\n`);
  expect(await promote(...profiles)).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(workspace.read(lockFile))).toEqual({
    version: 1,
    quotes: { arm64: digest, x86_64: other },
  });
});

test('between two accounts it names the options, and asks nothing of AWS, where no profile is given', async () => {
  const { exitCode, stderr } = await promote();
  expect(exitCode).toBe(2);
  expect(stderr).toContain(
    `Stage dev is in account ${DEV} and stage prod in account ${PROD}: no credentials are of both`,
  );
  expect(stderr).toContain(`--from-profile <profile of ${DEV}> --to-profile <profile of ${PROD}>`);
  expect(aws.calls).toEqual([]);
});

test('one side may use the credentials there are', async () => {
  workspace.setEnv({ AWS_PROFILE: `of-${PROD}` });
  const { exitCode } = await promote('--from-profile', `of-${DEV}`);
  expect(exitCode).toBe(0);
  expect(workspace.read(lockFile)).toContain(digest);
});

test('a profile of another account than its stage is refused before anything is copied', async () => {
  const swapped = ['--from-profile', `of-${PROD}`, '--to-profile', `of-${DEV}`];
  const { exitCode, stderr } = await promote(...swapped);
  expect(exitCode).toBe(3);
  expect(stderr).toContain(`Profile of-${PROD} is of account ${PROD}`);
  expect(stderr).toContain(`stage dev is in account ${DEV} (stacks/stages/dev.yaml:3)`);
  expect(callsOf(workspace, 'docker')).toEqual([]);
});

test('a profile that is nowhere is named', async () => {
  const { exitCode, stderr } = await promote('--from-profile', 'nobody', '--to-profile', 'any');
  expect(exitCode).toBe(3);
  expect(stderr).toContain('No AWS credentials to say whose credentials profile nobody has');
});

test('between stages of one account the credentials there are do for both', async () => {
  workspace.write('stacks/stages/prod.yaml', stageFile('prod'));
  workspace.setEnv({ AWS_PROFILE: `of-${DEV}` });
  Object.assign(
    aws.answers,
    accountAnswers((uri, image) => (uri.endsWith('harbour-prod-quotes') ? image : undefined)),
  );
  expect((await promote()).exitCode).toBe(0);
  expect(workspace.read(lockFile)).toContain(digest);
});

test('an image that is there is only locked, without Docker', async () => {
  Object.assign(
    aws.answers,
    accountAnswers((_, image) => image),
  );
  const { exitCode } = await promote(...profiles);
  expect(exitCode).toBe(0);
  expect(callsOf(workspace, 'docker')).toEqual([]);
  expect(workspace.read(lockFile)).toContain(digest);
});

test('a copy that has another digest is not locked', async () => {
  Object.assign(
    aws.answers,
    accountAnswers(() => undefined),
  );
  const { exitCode, stderr } = await promote(...profiles);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`the registry has no ${digest}`);
  expect(workspace.has(lockFile)).toBe(false);
});

test('a service without an image fails when it is named, and is left out otherwise', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  for (const stage of ['dev', 'prod']) {
    workspace.write(`stacks/locks/${stage}.placement.json`, placementLock('prices', 'quotes'));
  }
  const named = await promote('prices', ...profiles);
  expect(named.exitCode).toBe(1);
  expect(named.stderr).toContain('prices has no image in stage dev');
  expect((await promote(...profiles)).exitCode).toBe(0);
});

test('one stage cannot be promoted to itself', async () => {
  const { exitCode, stderr } = await workspace.run(
    'images',
    'promote',
    '--from',
    'dev',
    '--to',
    'dev',
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('dev has its own images already');
});
