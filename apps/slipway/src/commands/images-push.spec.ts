import { join } from 'node:path';
import { FakeAws, identityOf, json, jsonError } from '../testing/fake-aws';
import { ecrAnswers, hostOf, PASSWORD } from '../testing/fake-registry';
import { addRecorder, callsOf } from '../testing/recorder';
import { httpService, placementLock, TestWorkspace } from '../testing/workspace';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const HOST = hostOf('111122223333');
const LOCK = 'stacks/locks/dev.images.json';

/** A docker whose builds have the digest above; a build of a service named `failing` fails. */
const docker = `
  if (args[0] !== 'buildx') process.exit(0);
  if (option('--file').includes('failing')) {
    console.error('RUN npm ci did not complete successfully');
    process.exit(1);
  }
  fs.writeFileSync(option('--metadata-file'), JSON.stringify({ 'containerimage.digest': '${DIGEST}' }));`;

interface PushResult {
  readonly images: readonly {
    readonly service: string;
    readonly digest?: string;
    readonly error?: object;
  }[];
}

let workspace: TestWorkspace;
let aws: FakeAws;

beforeEach(async () => {
  workspace = new TestWorkspace();
  addRecorder(workspace, 'docker', docker);
  aws = await FakeAws.listen({
    'sts GetCallerIdentity': () => identityOf('111122223333'),
    ...ecrAnswers(() => undefined),
  });
  workspace.setEnv(aws.env);
});

afterEach(async () => {
  await aws.close();
  workspace.dispose();
});

function push(...args: string[]) {
  return workspace.run('images', 'push', '--stage', 'dev', '--tag', 'v1', ...args);
}

test('builds for the architecture of the service, pushes, and locks the digest', async () => {
  const { exitCode, stdout, stderr } = await push();
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  expect(stdout).toContain(`quotes: ${DIGEST}`);
  const build = callsOf(workspace, 'docker').find(({ args }) => args[0] === 'buildx');
  expect(build?.args.slice(0, 2)).toEqual(['buildx', 'build']);
  expect(build?.args).toEqual(
    expect.arrayContaining([
      '--push',
      '--platform',
      'linux/arm64',
      '--file',
      'apps/quotes/Dockerfile',
    ]),
  );
  expect(build?.args).toContain(`${HOST}/harbour-dev-quotes:v1-arm64`);
  expect(build?.args.at(-1)).toBe('.');
  const lock = JSON.parse(workspace.read(LOCK)) as Record<string, unknown>;
  expect(lock).toEqual({ version: 1, quotes: { arm64: DIGEST } });
});

test('a function of an image is built and locked as well, one without is refused', async () => {
  const head = (name: string) => `name: ${name}\nkind: function\nowner: team\n`;
  workspace.write(
    'apps/reports/service.yaml',
    `${head('reports')}function: { image: true, dockerfile: docker/reports, architecture: x86_64 }\n`,
  );
  workspace.write('apps/mailer/service.yaml', head('mailer'));
  workspace.write('stacks/locks/dev.placement.json', placementLock('mailer', 'quotes', 'reports'));
  expect(await push('reports')).toMatchObject({ exitCode: 0 });
  const build = callsOf(workspace, 'docker').find(({ args }) => args[0] === 'buildx');
  expect(build?.args).toEqual(
    expect.arrayContaining(['linux/amd64', '--file', 'apps/reports/docker/reports']),
  );
  expect(JSON.parse(workspace.read(LOCK))).toMatchObject({ reports: { x86_64: DIGEST } });
  const refused = await push('mailer');
  expect(refused).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('mailer is a function without `image: true`'),
  });
});

test('the password goes through stdin and is in no argument, output or file', async () => {
  const { stdout, stderr } = await push();
  const [login] = callsOf(workspace, 'docker');
  expect(login?.args).toEqual(['login', '--username', 'AWS', '--password-stdin', HOST]);
  expect(login?.stdin).toBe(PASSWORD);
  const rest = [stdout, stderr, workspace.read(LOCK), JSON.stringify(login?.args)].join('\n');
  expect(rest).not.toContain(PASSWORD);
});

test('one service that fails leaves what succeeded in the lock, and ends with 1', async () => {
  for (const name of ['failing', 'zebra']) {
    workspace.write(`apps/${name}/service.yaml`, httpService(name));
  }
  workspace.write('stacks/locks/dev.placement.json', placementLock('failing', 'quotes', 'zebra'));
  const { exitCode, stdout, stderr } = await push();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('RUN npm ci did not complete successfully');
  expect(stdout).toContain('Failed: failing.');
  expect(JSON.parse(workspace.read(LOCK))).toEqual({
    version: 1,
    quotes: { arm64: DIGEST },
    zebra: { arm64: DIGEST },
  });
  const builds = callsOf(workspace, 'docker').filter(({ args }) => args[0] === 'buildx');
  expect(builds).toHaveLength(3);
});

test('--json has the services that were pushed and those that failed', async () => {
  workspace.write('apps/failing/service.yaml', httpService('failing'));
  workspace.write('stacks/locks/dev.placement.json', placementLock('failing', 'quotes'));
  const document = await workspace.runJson<PushResult>(
    'images',
    'push',
    '--stage',
    'dev',
    '--tag',
    'v1',
  );
  expect(document).toMatchObject({ command: 'images push', ok: false, exitCode: 1 });
  expect(document.result.images).toEqual([
    { service: 'failing', error: expect.objectContaining({ message: expect.any(String) }) },
    {
      service: 'quotes',
      architecture: 'arm64',
      digest: DIGEST,
      image: `${HOST}/harbour-dev-quotes:v1-arm64`,
    },
  ]);
});

test('a tag that the registry has is locked without a build', async () => {
  aws.answers['ecr DescribeImages'] = () => json({ imageDetails: [{ imageDigest: DIGEST }] });
  const { exitCode, stderr } = await push();
  expect(exitCode).toBe(0);
  expect(stderr).toContain('already in the registry');
  expect(callsOf(workspace, 'docker').map(({ args }) => args[0])).toEqual(['login']);
  expect(workspace.read(LOCK)).toContain(DIGEST);
});

test('without --tag the tag is the commit', async () => {
  addRecorder(workspace, 'git', `if (args[0] === 'rev-parse') console.log('0123456789ab')`);
  await workspace.run('images', 'push', '--stage', 'dev');
  expect(callsOf(workspace, 'docker').at(-1)?.args).toContain(
    `${HOST}/harbour-dev-quotes:0123456789ab-arm64`,
  );
});

test('changes that are in no commit get a tag of their own', async () => {
  addRecorder(
    workspace,
    'git',
    `console.log(args[0] === 'rev-parse' ? '0123456789ab' : ' M package.json')`,
  );
  await workspace.run('images', 'push', '--stage', 'dev');
  const tag = callsOf(workspace, 'docker')
    .at(-1)
    ?.args.find((arg) => arg.startsWith(HOST));
  expect(tag).toMatch(/:0123456789ab-\d{10}-arm64$/);
});

test('an image for another processor is built, though the stage cannot be synthesised until then', async () => {
  await push();
  const changed = { container: '{ port: 8080, architecture: x86_64 }' };
  workspace.write('apps/quotes/service.yaml', httpService('quotes', changed));
  const check = await workspace.run('check', '--stage', 'dev');
  expect(check).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('SLP2202') as string,
  });
  expect(await push()).toMatchObject({ exitCode: 0 });
  const lock = JSON.parse(workspace.read(LOCK)) as Record<string, unknown>;
  expect(lock).toMatchObject({ quotes: { arm64: DIGEST, x86_64: DIGEST } });
  expect(callsOf(workspace, 'docker').at(-1)?.args).toContain(
    `${HOST}/harbour-dev-quotes:v1-x86_64`,
  );
});

test('a lock that breaks during a build is left as it is, and the digest is said', async () => {
  const conflict = '{ "version": 1\n<<<<<<< HEAD\n,"orders": {"arm64":"x"}\n}\n';
  addRecorder(
    workspace,
    'docker',
    `${docker};fs.writeFileSync(${JSON.stringify(join(workspace.root, LOCK))}, ${JSON.stringify(conflict)})`,
  );
  const { exitCode, stderr } = await push();
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`quotes: the digest ${DIGEST} is not written`);
  expect(workspace.read(LOCK)).toBe(conflict);
});

test('a repository that is not there names the stack that creates it', async () => {
  aws.answers['ecr DescribeRepositories'] = () => jsonError('RepositoryNotFoundException', 'none');
  const { exitCode, stderr } = await push();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Repository harbour-dev-quotes does not exist in account 111122223333');
  expect(stderr).toContain('dev-compute');
  expect(workspace.has(LOCK)).toBe(false);
});

test.each([
  [['qutoes'], 'No service qutoes runs in stage dev', 'quotes'],
  [['quotes', '--tag', 'no tag'], '`no tag` is no image tag', 'letters'],
])('%j is wrong usage', async (args, message, fix) => {
  const { exitCode, stderr } = await push(...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(new RegExp(`fix: .*${fix}`));
  expect(callsOf(workspace, 'docker')).toEqual([]);
});

test('the wrong account is refused before anything is built', async () => {
  aws.answers['sts GetCallerIdentity'] = () => identityOf('999999999999');
  const { exitCode } = await push();
  expect(exitCode).toBe(3);
  expect(callsOf(workspace, 'docker')).toEqual([]);
});

test('without Docker it says what is lacking', async () => {
  workspace.remove('bin/docker');
  workspace.setEnv({ PATH: '' });
  const { exitCode, stderr } = await push();
  expect(exitCode).toBe(3);
  expect(stderr).toContain('docker is not on PATH');
});
