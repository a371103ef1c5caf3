import { httpService, TestWorkspace } from '../testing/workspace';

const lockFile = 'stacks/locks/dev.placement.json';

interface PlaceResult {
  readonly stages: readonly {
    readonly stage: string;
    readonly changes: readonly { readonly change: string; readonly service: string }[];
  }[];
  readonly written: boolean;
}

let workspace: TestWorkspace;

beforeEach(() => (workspace = new TestWorkspace()));
afterEach(() => workspace.dispose());

test('a new service gets a place, and the others keep theirs', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  const { exitCode, stdout } = await workspace.run('place', '--stage', 'dev');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^added prices: ALB 1, priority 4\d{4}, API 1$/m);
  expect(workspace.read(lockFile)).toMatch(
    /^\{ "version": 1\n,"prices": \{"shard":1,"priority":4\d{4},"apiGroup":1\}\n,"quotes": \{"shard":1,"priority":41000,"apiGroup":1\}\n\}\n$/,
  );
  expect((await workspace.run('check', '--stage', 'dev')).exitCode).toBe(0);
});

test('without a stage every stage gets its places', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  const { result } = await workspace.runJson<PlaceResult>('place');
  expect(result).toMatchObject({
    stages: [
      { stage: 'dev', changes: [{ change: 'added', service: 'prices' }] },
      { stage: 'local', changes: [{ change: 'added', service: 'prices' }] },
    ],
    written: true,
  });
  expect((await workspace.run('check')).exitCode).toBe(0);
});

test('with a mistake in one stage none is written', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  workspace.write('stacks/locks/local.placement.json', '{ "version": 2\n}\n');
  const before = workspace.read(lockFile);
  expect((await workspace.run('place')).exitCode).toBe(1);
  expect(workspace.read(lockFile)).toBe(before);
});

test('places are given up in a stage that is named', async () => {
  const { exitCode, stderr } = await workspace.run('place', '--free', 'quotes');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--free needs --stage');
});

test('the second time there is nothing to write', async () => {
  const before = workspace.read(lockFile);
  const { result } = await workspace.runJson<PlaceResult>('place', '--stage', 'dev');
  expect(result).toMatchObject({ stages: [{ stage: 'dev', changes: [] }], written: false });
  expect(workspace.read(lockFile)).toBe(before);
});

test('a service that is gone keeps its place until it is freed', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  await workspace.run('place', '--stage', 'dev');
  workspace.remove('apps/prices');
  const { result } = await workspace.runJson<PlaceResult>('place', '--stage', 'dev');
  expect(result.stages).toMatchObject([{ changes: [] }]);
  expect(workspace.read(lockFile)).toContain('prices');

  const { exitCode, stdout } = await workspace.run('place', '--stage', 'dev', '--free', 'prices');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^freed prices: ALB 1, /m);
  expect(workspace.read(lockFile)).not.toContain('prices');
});

test('--dry-run writes nothing', async () => {
  workspace.write('apps/prices/service.yaml', httpService('prices'));
  const before = workspace.read(lockFile);
  const { result } = await workspace.runJson<PlaceResult>('place', '--stage', 'dev', '--dry-run');
  expect(result).toMatchObject({
    stages: [{ changes: [{ change: 'added', service: 'prices' }] }],
    written: false,
  });
  expect(workspace.read(lockFile)).toBe(before);
});

test('a service that has no place cannot be freed', async () => {
  const { exitCode, stderr } = await workspace.run('place', '--stage', 'dev', '--free', 'qutoes');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('did you mean quotes?');
});

test.each([
  ['apps/quotes/service.yaml', httpService('quotes', { kind: 'htpt' })],
  [lockFile, '{ "version": 1\n,"quotes": {"shard"\n}\n'],
])('with a mistake in %s no place is lost', async (file, text) => {
  workspace.write(file, text);
  const before = workspace.read(lockFile);
  const { exitCode, stderr } = await workspace.run('place', '--stage', 'dev');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`${file}:2:`);
  expect(workspace.read(lockFile)).toBe(before);
  expect(workspace.foldersLike('stacks')).toEqual(['stacks']);
});
