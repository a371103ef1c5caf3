import {
  failing,
  FakeError,
  FakeLambda,
  LambdaServer,
  oldVersions,
} from '@slipway/version-pruner/testing';
import { FakeAws, identityOf } from '../testing/fake-aws';
import { TestWorkspace } from '../testing/workspace';

interface PruneResult {
  readonly applied: boolean;
  readonly fuse: string | null;
  readonly reports: readonly { readonly deleted: number }[];
  readonly changes?: readonly { readonly version: string; readonly result: string }[];
}

let workspace: TestWorkspace;
let sts: FakeAws;
let server: LambdaServer;
let fake: FakeLambda;

beforeEach(async () => {
  workspace = new TestWorkspace();
  sts = await FakeAws.listen({ 'sts GetCallerIdentity': () => identityOf('111122223333') });
  fake = new FakeLambda();
  fake.now = Date.now();
  fake.providers.set('agents', ['m7g.large']);
  server = await LambdaServer.listen(fake);
  const { AWS_ENDPOINT_URL: stsUrl = '', ...credentials } = sts.env;
  workspace.setEnv({
    ...credentials,
    AWS_ENDPOINT_URL: server.url,
    AWS_ENDPOINT_URL_STS: stsUrl,
    AWS_REGION: 'eu-central-1',
  });
});

afterEach(async () => {
  await Promise.all([sts.close(), server.close()]);
  workspace.dispose();
});

/** Options that let three of four versions go. */
const all = ['prune', '--all', '--keep', '1', '--max-share', '100'] as const;

function deletes(): number {
  return fake.calls.filter(({ operation }) => operation === 'DeleteFunction').length;
}

test('without --apply it says what would go and why, and changes nothing', async () => {
  oldVersions(fake, 4, 'agents');
  fake.get('quotes').aliases.set('live', { version: '1', weights: {} });
  const { exitCode, stdout } = await workspace.run(...all, '--kept', '--vcpu-price', '0.04');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    [
      'region        function  version            action  why',
      'eu-central-1  quotes    4                  keep    it is one of the newest 1',
      'eu-central-1  quotes    3                  delete  nothing needs it',
      'eu-central-1  quotes    2                  delete  nothing needs it',
      'eu-central-1  quotes    1                  keep    alias live',
    ].join('\n'),
  );
  // 2 versions × 3 environments × 2 vCPU × $0.04 × 730 h × 1.15
  expect(stdout).toContain(
    'capacity provider agents: 5 → 3 of 100 versions, would free 12 vCPU, $403 a month',
  );
  expect(stdout).toContain('Nothing was changed; --apply does it.');
  expect(stdout).not.toContain('\u001b[');
  expect(deletes()).toBe(0);
});

test('--apply deletes it', async () => {
  oldVersions(fake, 4);
  const { exitCode, stdout, stderr } = await workspace.run(...all, '--apply');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('eu-central-1: deleted 3 of 4 versions, cooled 0, kept 1');
  expect(fake.published('quotes')).toEqual(['4']);
  expect(stderr).not.toContain('\r');
});

test('--json is one document with plan, reports and changes; --markdown is for a comment', async () => {
  oldVersions(fake, 2);
  const { stdout } = await workspace.run(...all, '--markdown');
  expect(stdout).toContain(
    '| region | function | version | action | why |\n| --- | --- | --- | --- | --- |\n| eu-central-1 | quotes | 1 | delete | nothing needs it |',
  );
  const { ok, result } = await workspace.runJson<PruneResult>(...all, '--apply');
  expect(ok).toBe(true);
  expect(result).toMatchObject({ applied: true, fuse: null, reports: [{ deleted: 1 }] });
  expect(result.changes).toMatchObject([{ version: '1', result: 'deleted' }]);
});

test('a reviewed plan is done as it is, and once more without harm', async () => {
  oldVersions(fake, 4);
  const planned = await workspace.run(...all, '--plan-out', 'plan.json');
  expect(planned.exitCode).toBe(0);
  expect(deletes()).toBe(0);
  for (let time = 0; time < 2; time += 1) {
    const applied = await workspace.run('prune', '--apply-plan', 'plan.json');
    expect([applied.exitCode, applied.stderr]).toEqual([0, expect.any(String)]);
    expect(fake.published('quotes')).toEqual(['4']);
  }
});

test('a stale plan is refused with what has changed', async () => {
  oldVersions(fake, 4);
  fake.get('quotes').aliases.set('live', { version: '4', weights: {} });
  await workspace.run(...all, '--plan-out', 'plan.json');
  fake.get('quotes').aliases.set('live', { version: '2', weights: {} });
  const { exitCode, stderr } = await workspace.run('prune', '--apply-plan', 'plan.json');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/plan\.json of \S+ is stale, and nothing was deleted:/);
  expect(stderr).toContain('quotes: its aliases were live → 4, and are live → 2');
  expect(stderr).toContain('quotes:2: the plan says delete, now it is keep (alias live)');
  expect(deletes()).toBe(0);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['a prefix', ['--prefix', 'dev-'], ['dev-agents', 'dev-quotes']],
  ['a name', ['--function', 'prod-quotes'], ['prod-quotes']],
  ['a tag', ['--tag', 'team=agents'], ['dev-agents']],
  ['a capacity provider', ['--capacity-provider', 'agents'], ['dev-agents']],
  ['the account', ['--all'], ['dev-agents', 'dev-quotes', 'prod-quotes']],
])('by %s it prunes those functions and no others', async (_, scope, pruned) => {
  const names = ['dev-agents', 'dev-quotes', 'prod-quotes'];
  for (const name of names) {
    fake.addFunction(name);
    const provider = name === 'dev-agents' ? { provider: 'agents' } : {};
    for (let version = 0; version < 2; version += 1) {
      fake.publish(name, { publishedAt: 0, ...provider });
    }
  }
  fake.get('dev-agents').tags.team = 'agents';
  const { exitCode } = await workspace.run('prune', ...scope, '--keep', '1', '--apply');
  expect(exitCode).toBe(0);
  expect(names.filter((name) => fake.published(name).join() === '2')).toEqual(pruned);
});

test('several regions are planned before any is changed, and reported one by one', async () => {
  oldVersions(fake, 3);
  const { exitCode, stdout } = await workspace.run(...all, '--region', 'eu-central-1', 'us-east-1');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('eu-central-1: would delete 2 of 3 versions');
  expect(stdout).toContain('us-east-1: would delete 2 of 3 versions');
});

test('a plan of another account is refused with both', async () => {
  oldVersions(fake, 4);
  await workspace.run(...all, '--plan-out', 'plan.json');
  sts.answers['sts GetCallerIdentity'] = () => identityOf('999999999999');
  const { exitCode, stderr } = await workspace.run('prune', '--apply-plan', 'plan.json');
  expect(exitCode).toBe(3);
  expect(stderr).toContain(
    'plan.json is a plan for account 111122223333, and the credentials are of account 999999999999',
  );
  expect(deletes()).toBe(0);
});

test.each([
  ['no JSON', '{', 'plan.json is no JSON'],
  ['something else', '{}', 'plan.json is no plan of `slipway prune --plan-out`'],
])('a plan file with %s is refused', async (_, text, message) => {
  workspace.write('plan.json', text);
  const { exitCode, stderr } = await workspace.run('prune', '--apply-plan', 'plan.json');
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test('a plan in which somebody wrote another version is refused', async () => {
  oldVersions(fake, 3);
  await workspace.run(...all, '--plan-out', 'plan.json');
  const plan = workspace.read('plan.json');
  workspace.write('plan.json', plan.replace('"version": "1"', '"version": "$LATEST"'));
  const { exitCode, stderr } = await workspace.run('prune', '--apply-plan', 'plan.json');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('does not read as a plan any more');
  expect(deletes()).toBe(0);
});

test('the fuse warns in a dry run and stops --apply', async () => {
  oldVersions(fake, 4);
  const fused = ['prune', '--all', '--keep', '1', '--max-deletes', '2', '--max-share', '100'];
  const dry = await workspace.run(...fused);
  expect(dry.exitCode).toBe(0);
  expect(dry.stderr).toContain('The fuse would stop this run: it would delete 3 versions');
  const { exitCode, stderr } = await workspace.run(...fused, '--apply');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('The fuse stopped the run, and nothing was deleted');
  expect(deletes()).toBe(0);
});

test('what cannot be deleted is reported, and the rest goes', async () => {
  oldVersions(fake, 4);
  fake.before = ({ operation, qualifier }) => {
    if (operation === 'DeleteFunction' && qualifier === '2') failing(operation)({ operation });
  };
  const { exitCode, stdout } = await workspace.run(...all, '--apply');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('not done: quotes:2, DeleteFunction: AccessDeniedException');
  expect(stdout).toContain('1 versions are left. What was done stays done; run it again.');
  expect(fake.published('quotes')).toEqual(['2', '4']);
});

test.each([
  'ListAliases',
  'ListEventSourceMappings',
  'ListProvisionedConcurrencyConfigs',
  'ListFunctionEventInvokeConfigs',
  'ListFunctionUrlConfigs',
  'GetPolicy',
  'GetFunction',
  'GetMetricData',
])('without permission for %s nothing goes, and the reason says so', async (operation) => {
  oldVersions(fake, 3);
  fake.before = failing(operation);
  const { exitCode, stdout } = await workspace.run(...all, '--kept', '--apply');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`unknown, for ${operation}: AccessDeniedException`);
  expect(deletes()).toBe(0);
});

test('without permission to list functions it ends, and says which one', async () => {
  oldVersions(fake, 3);
  fake.before = failing('ListFunctions');
  const { exitCode, stderr } = await workspace.run(...all, '--apply');
  expect(exitCode).toBe(3);
  expect(stderr).toContain(
    'AWS did not list the functions in eu-central-1: ListFunctions: AccessDeniedException',
  );
});

test.each<[readonly string[], string]>([
  [['--all'], 'keep is missing: it must be a whole number from 1 to 10000'],
  [['--all', '--keep', '0'], 'keep is 0: it must be a whole number from 1 to 10000'],
  [['--all', '--keep', '-2'], 'keep is -2: it must be a whole number from 1 to 10000'],
  [['--all', '--keep', 'x'], "option '--keep <count>' argument 'x' is invalid. It is no number."],
  [['--keep', '1'], 'Nothing says which functions to look at'],
  [['--all', '--prefix', 'a', '--keep', '1'], 'scope has wholeAccount beside a condition'],
  [['--tag', 'team', '--keep', '1'], '--tag team has no key or no value'],
  [['--all', '--keep', '1', '--region', 'mars'], "regions[0] is 'mars'"],
  [['--all', '--keep', '1', '--max-share', '0'], 'fuse.maxShare is 0'],
  [['--all', '--keep', '1', '--apply', '--plan-out', 'p'], '--apply does at once'],
  [['--apply-plan', 'p', '--keep', '1'], '--apply-plan takes no --keep: the plan says it'],
])('prune %j makes no sense, and it says why', async (options, message) => {
  oldVersions(fake, 3);
  const { exitCode, stderr } = await workspace.run('prune', ...options);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(fake.calls).toEqual([]);
});

test('a plan file that is not there is named', async () => {
  const { exitCode, stderr } = await workspace.run('prune', '--apply-plan', 'gone.json');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/gone\.json cannot be used: it does not exist/);
});

test('prune restore brings a cold version back', async () => {
  oldVersions(fake, 3, 'agents');
  Object.assign(fake.get('quotes').versions.get('2') ?? {}, { limits: { min: 3, max: 12 } });
  const cooled = await workspace.run(...all, '--cold', '1', '--apply');
  expect(cooled.stdout).toContain('kept for a rollback, without environments; it has 3 to 12');
  expect(fake.get('quotes').versions.get('2')?.state).toBe('Deactivated');
  const restored = await workspace.run(
    ...['prune', 'restore', 'quotes:2', '--min', '3', '--max', '12'],
  );
  expect([restored.exitCode, restored.stdout]).toEqual([0, 'quotes:2 is Active\n']);
  expect(fake.get('quotes').versions.get('2')?.limits).toEqual({ min: 3, max: 12 });
});

test.each<[readonly string[], number, string]>([
  [['quotes'], 2, 'quotes is no version of a function'],
  [['quotes:$LATEST'], 2, 'quotes:$LATEST is no version of a function'],
  [['quotes:1', '--min', '3'], 2, '--min 3 and --max (not given) do not fit'],
  [['quotes:1', '--min', '3', '--max', '2'], 2, '--min 3 and --max 2 do not fit'],
  [['quotes:9'], 1, 'AWS did not restore quotes:9 in eu-central-1'],
])('prune restore %j is refused', async (options, code, message) => {
  oldVersions(fake, 3, 'agents');
  const { exitCode, stderr } = await workspace.run('prune', 'restore', ...options);
  expect([exitCode, stderr]).toEqual([code, expect.stringContaining(message)]);
});

test('a throttled account is waited for', async () => {
  oldVersions(fake, 2);
  let throttles = 3;
  fake.before = () => {
    throttles -= 1;
    if (throttles >= 0) throw new FakeError('TooManyRequestsException', 429, 'Rate exceeded');
  };
  const { exitCode } = await workspace.run(...all, '--apply');
  expect(exitCode).toBe(0);
  expect(fake.published('quotes')).toEqual(['2']);
});
