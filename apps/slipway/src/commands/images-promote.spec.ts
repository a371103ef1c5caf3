import { FakeAws, identityOf } from '../testing/fake-aws';
import { ecrAnswers, hostOf, PASSWORD } from '../testing/fake-registry';
import { addRecorder, callsOf } from '../testing/recorder';
import { httpService, placementLock, stageFile, TestWorkspace } from '../testing/workspace';

const DIGEST = `sha256:${'b'.repeat(64)}`;
const [DEV, PROD] = ['111122223333', '444455556666'];
const target = `${hostOf(PROD)}/harbour-prod-quotes`;
const LOCK = 'stacks/locks/prod.images.json';

let workspace: TestWorkspace;
let aws: FakeAws;

beforeEach(async () => {
  workspace = new TestWorkspace({
    'stacks/stages/prod.yaml': stageFile('prod', { account: `'${PROD}'` }),
    'stacks/locks/prod.placement.json': placementLock('quotes'),
    'stacks/locks/dev.images.json': `{ "version": 1\n,"quotes": {"arm64":"${DIGEST}"}\n}\n`,
  });
  addRecorder(workspace, 'docker', '');
  const copied = () => callsOf(workspace, 'docker').some(({ args }) => args[1] === 'imagetools');
  aws = await FakeAws.listen({
    'sts GetCallerIdentity': () => identityOf(PROD),
    ...ecrAnswers((uri, image) => (uri === target && copied() ? image : undefined)),
  });
  workspace.setEnv(aws.env);
});

afterEach(async () => {
  await aws.close();
  workspace.dispose();
});

function promote(...args: string[]) {
  return workspace.run('images', 'promote', '--from', 'dev', '--to', 'prod', ...args);
}

test('copies the image into the registry of the stage, by digest, and locks it there', async () => {
  const { exitCode, stdout } = await promote();
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`quotes: ${DIGEST}`);
  const calls = callsOf(workspace, 'docker');
  expect(calls.filter(({ args }) => args[0] === 'login')).toEqual([
    { args: ['login', '--username', 'AWS', '--password-stdin', hostOf(PROD)], stdin: PASSWORD },
    { args: ['login', '--username', 'AWS', '--password-stdin', hostOf(DEV)], stdin: PASSWORD },
  ]);
  expect(calls.at(-1)?.args).toEqual([
    'buildx',
    'imagetools',
    'create',
    '--prefer-index=false',
    '--tag',
    `${target}:${'b'.repeat(32)}`,
    `${hostOf(DEV)}/harbour-dev-quotes@${DIGEST}`,
  ]);
  expect(JSON.parse(workspace.read(LOCK))).toEqual({ version: 1, quotes: { arm64: DIGEST } });
});

test('an image that is there is only locked', async () => {
  Object.assign(
    aws.answers,
    ecrAnswers((_, image) => image),
  );
  const { exitCode } = await promote();
  expect(exitCode).toBe(0);
  expect(callsOf(workspace, 'docker').map(({ args }) => args[0])).toEqual(['login']);
  expect(workspace.read(LOCK)).toContain(DIGEST);
});

test('a copy that has another digest is not locked', async () => {
  Object.assign(
    aws.answers,
    ecrAnswers(() => undefined),
  );
  const { exitCode, stderr } = await promote();
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`the registry has no ${DIGEST}`);
  expect(workspace.has(LOCK)).toBe(false);
});

test('a service without an image fails when it is named, and is left out otherwise', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  for (const stage of ['dev', 'prod']) {
    workspace.write(`stacks/locks/${stage}.placement.json`, placementLock('prices', 'quotes'));
  }
  const named = await promote('prices');
  expect(named.exitCode).toBe(1);
  expect(named.stderr).toContain('prices has no image in stage dev');
  expect((await promote()).exitCode).toBe(0);
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
