import { httpService, placementLock, stageFile, TestWorkspace } from '../testing/workspace';

let workspace: TestWorkspace;

beforeEach(() => (workspace = new TestWorkspace()));
afterEach(() => workspace.dispose());

const broken = httpService('quotes', {
  container: '{ port: 8080, cpu: 257, memory: 512, health: /health }',
});

test('a sound workspace ends with 0 and a line that sums up', async () => {
  const { exitCode, stdout, stderr } = await workspace.run('check');
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^1 service, 2 stages: /m);
});

test('an error ends with 1 and says where, what, why and how to fix it', async () => {
  workspace.write('apps/quotes/service.yaml', broken);
  const { exitCode, stdout } = await workspace.run('check', '--stage', 'dev');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^apps\/quotes\/service\.yaml:4:\d+ error SLP\d{4}$/m);
  expect(stdout).toMatch(/^ {2}why: .+$/m);
  expect(stdout).toMatch(/^ {2}fix: .+$/m);
  expect(stdout).toContain('257');
  expect(stdout).toMatch(/1 error/);
});

test('what two stages have wrong alike is found once', async () => {
  workspace.write('apps/quotes/service.yaml', broken);
  const { findings } = await workspace.runJson('check');
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors).toHaveLength(1);
});

test('--json is one document with findings and what was checked', async () => {
  workspace.write('apps/quotes/service.yaml', broken);
  const document = await workspace.runJson('check', '--stage', 'dev');
  expect(document).toMatchObject({
    command: 'check',
    ok: false,
    exitCode: 1,
    result: { stages: ['dev'] },
  });
  expect(document.findings[0]).toEqual({
    rule: expect.stringMatching(/^SLP\d{4}$/),
    severity: 'error',
    position: { file: 'apps/quotes/service.yaml', line: 4, column: expect.any(Number) },
    message: expect.any(String),
    why: expect.any(String),
    fix: expect.any(String),
  });
});

describe('functions on a capacity provider', () => {
  beforeEach(() => {
    const floor = 'floor: { min: 4, max: 8 }';
    workspace.write(
      'apps/router/service.yaml',
      `name: router\nkind: function\nowner: agents-team\nfunction: { capacityProvider: agents, memory: 4096, ${floor} }\n`,
    );
    workspace.write('stacks/locks/dev.placement.json', placementLock('quotes', 'router'));
  });

  function writeStage(vcpuBudget: string): void {
    const agents = '{ agents: { owner: platform-team, architecture: arm64 } }';
    const file = stageFile('dev', { capacityProviders: agents, vcpuBudget });
    workspace.write('stacks/stages/dev.yaml', file);
  }

  test('what their floors hold is said for each owner, with its budget', async () => {
    writeStage('{ agents-team: 24 }');
    const { exitCode, stdout } = await workspace.run('check', '--stage', 'dev');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^stage +owner +vCPU +budget +floors: versions × environments × vCPU$/m);
    expect(stdout).toMatch(/^dev +agents-team +24 +24 +router on agents: 3 × 4 × 2$/m);
    const { result } = await workspace.runJson<{ floors: object[] }>('check', '--stage', 'dev');
    expect(result.floors).toEqual([
      {
        ...{ stage: 'dev', owner: 'agents-team', held: 24, budget: 24 },
        floors: [expect.objectContaining({ service: 'router', environments: 4, vcpu: 2 })],
      },
    ]);
  });

  test('more than the budget of an owner is an error', async () => {
    writeStage('{ agents-team: 23 }');
    const { exitCode, stdout } = await workspace.run('check', '--stage', 'dev');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('SLP2408');
    expect(stdout).toContain(
      'the floors of agents-team in stage dev hold 24 vCPU, and the budget is 23',
    );
  });
});

test('YAML that does not parse is a finding', async () => {
  workspace.write('apps/quotes/service.yaml', 'name: quotes\ncontainer: { port: 8080\n');
  const { exitCode, stdout, stderr } = await workspace.run('check');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^apps\/quotes\/service\.yaml:\d+:\d+ error/m);
  expect(stdout + stderr).not.toMatch(/^ {4}at /m);
});

test('an unknown stage is wrong usage and names the nearest', async () => {
  const { exitCode, stdout, stderr } = await workspace.run('check', '--stage', 'dve');
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('dve');
  expect(stderr).toMatch(/fix: .*\bdev\b/);
});

test('a workspace without stages says which folder is missing', async () => {
  const empty = new TestWorkspace();
  try {
    empty.remove('stacks');
    const { exitCode, stdout, stderr } = await empty.run('check', '--stage', 'dev');
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain('stacks/stages');
    expect(stdout + stderr).not.toMatch(/^ {4}at /m);
  } finally {
    empty.dispose();
  }
});

test('it works from a folder inside the workspace', async () => {
  const child = workspace.spawn(['check'], 'apps/quotes');
  const exitCode = await new Promise((resolve) => child.on('close', resolve));
  expect(exitCode).toBe(0);
});
