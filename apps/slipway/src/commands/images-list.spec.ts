import { httpService, placementLock, TestWorkspace } from '../testing/workspace';

const digest = `sha256:${'c'.repeat(64)}`;
let workspace: TestWorkspace;

beforeAll(() => {
  workspace = new TestWorkspace({
    'apps/prices/service.yaml': httpService('prices'),
    'stacks/locks/dev.placement.json': placementLock('prices', 'quotes'),
    'stacks/locks/dev.images.json': `{ "version": 1\n,"quotes": {"arm64":"${digest}"}\n}\n`,
  });
});

afterAll(() => workspace.dispose());

test('lists each container service with its digest, or what it means to have none', async () => {
  const { exitCode, stdout } = await workspace.run('images', 'list', '--stage', 'dev');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`^quotes +arm64 +${digest} +harbour-dev-quotes$`, 'm'));
  expect(stdout).toMatch(/^prices +arm64 +no image: its route answers 503 +harbour-dev-prices$/m);
});

test('--json has null for no image', async () => {
  const { result } = await workspace.runJson<{ images: object[] }>(
    'images',
    'list',
    '--stage',
    'dev',
  );
  expect(result.images).toEqual([
    {
      service: 'prices',
      kind: 'http',
      repository: 'harbour-dev-prices',
      architecture: 'arm64',
      digest: null,
    },
    {
      service: 'quotes',
      kind: 'http',
      repository: 'harbour-dev-quotes',
      architecture: 'arm64',
      digest,
    },
  ]);
});
