import { severalApis } from '../testing/several-apis';
import { httpService, placementLock, TestWorkspace } from '../testing/workspace';

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = new TestWorkspace({
    'apps/orders/service.yaml': httpService('orders'),
    'stacks/locks/dev.placement.json': placementLock('orders', 'quotes'),
    'apis/main.tf.json': JSON.stringify(severalApis()),
    'native/main.tf': 'resource "aws_lb" "main" {}\n',
    'half/main.tf.json': '{ "resource": {',
    'empty/main.tf.json': '{ "module": { "api": { "source": "./api" } } }',
  });
  await workspace.run('synth', '--stage', 'dev');
});

afterAll(() => workspace.dispose());

const dev = ['--stage', 'dev'];
const golden = 'routes.golden.yaml';

test('every route is listed', async () => {
  const { exitCode, stdout } = await workspace.run('routes', ...dev);
  expect(exitCode).toBe(0);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['method', 'path', 'auth', 'backend', 'timeout'],
    ['ANY', '/orders', 'none', 'orders', '29000 ms'],
    ['ANY', '/orders/{proxy+}', 'none', 'orders', '29000 ms'],
    ['ANY', '/quotes', 'none', 'quotes', '29000 ms'],
    ['ANY', '/quotes/{proxy+}', 'none', 'quotes', '29000 ms'],
  ]);
});

test('what was written is what is checked', async () => {
  const written = await workspace.run('routes', ...dev, '--write', golden);
  expect(written).toMatchObject({ exitCode: 0, stdout: `4 routes of dev written to ${golden}\n` });
  expect(workspace.read(golden)).toContain(
    'ANY /orders/{proxy+}: { auth: none, backend: orders, timeoutMs: 29000 }\n',
  );
  const checked = await workspace.run('routes', ...dev, '--check', golden);
  expect(checked).toMatchObject({ exitCode: 0, stdout: `4 routes of dev, as in ${golden}\n` });
});

test('a difference fails and is readable', async () => {
  workspace.write(
    golden,
    [
      '"ANY /orders": { auth: none, backend: orders, timeoutMs: 29000 }',
      'ANY /orders/{proxy+}: { auth: api key, backend: billing, timeoutMs: 29000 }',
      'ANY /quotes: { auth: none, backend: quotes, timeoutMs: 29000 }',
      'GET /old: { auth: none, backend: old, timeoutMs: 1000 }',
      '',
    ].join('\n'),
  );
  const { exitCode, stdout } = await workspace.run('routes', ...dev, '--check', golden);
  expect(exitCode).toBe(1);
  expect(stdout.split('\n')).toEqual([
    '- GET /old  auth: none, backend: old, timeoutMs: 1000',
    '~ ANY /orders/{proxy+}  auth: api key → none, backend: billing → orders',
    '+ ANY /quotes/{proxy+}  auth: none, backend: quotes, timeoutMs: 29000',
    '',
    `The routes of dev are not those of ${golden}: 1 added, 1 removed, 1 changed.`,
    `  fix: if this is meant, npx slipway routes --stage dev --write ${golden}`,
    '',
  ]);
  const { result } = await workspace.runJson<{ changes: unknown[] }>(
    'routes',
    ...dev,
    '--check',
    golden,
  );
  expect(result.changes).toHaveLength(3);
});

test.each([
  ['no file', undefined, 'routes.golden.yaml does not exist'],
  ['no YAML', 'a: [', 'routes.golden.yaml:1:5 is not YAML'],
  ['a list', '- a', 'routes.golden.yaml has no routes by verb and path'],
  [
    'a route without backend',
    'GET /a: { auth: none }',
    '`GET /a` must have auth, backend and timeoutMs',
  ],
])('%s is refused with the command that writes it', async (_, text, message) => {
  if (text === undefined) workspace.remove(golden);
  else workspace.write(golden, text);
  const { exitCode, stderr } = await workspace.run('routes', ...dev, '--check', golden);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npx slipway routes --stage dev --write routes.golden.yaml');
  workspace.write(golden, '');
});

test('--check and --write are not for one run', async () => {
  const { exitCode, stderr } = await workspace.run(
    'routes',
    ...dev,
    '--check',
    'a',
    '--write',
    'a',
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--check and --write are not for one run');
});

test('several APIs are told apart, with what nothing reaches and what is not known', async () => {
  const { exitCode, stdout, stderr } = await workspace.run('routes', '--terraform', 'apis');
  expect(exitCode).toBe(0);
  const rows = stdout.trimEnd().split('\n');
  expect(rows.map((line) => line.split(/ {2,}/))).toEqual([
    ['api', 'method', 'path', 'auth', 'backend', 'timeout'],
    ['lost/live', 'GET', '/lost', 'none', 'an answer of API Gateway', '29000 ms'],
    ['shop/live', 'GET', '/cart', 'none', 'an answer of API Gateway', '29000 ms'],
    ['site/dev', 'GET', '/both', 'none', 'https://dev.example.com', '29000 ms'],
    ['site/dev', 'GET', '/either', 'uncertain + api key', 'an answer of API Gateway', '29000 ms'],
    ['site/dev', 'GET', '/guarded', 'CUSTOM (guard)', 'theirs', '29000 ms'],
    ['site/prod', 'GET', '/both', 'none', 'https://prod.example.com', '29000 ms'],
    ['site/prod', 'GET', '/either', 'uncertain + api key', 'an answer of API Gateway', '29000 ms'],
    ['site/prod', 'GET', '/guarded', 'CUSTOM (guard)', 'theirs', '29000 ms'],
  ]);
  expect(stderr).toContain('note: module.web is a module, and what is in it is not read');
  expect(stderr).toContain('`domain_name` must be known text, but `var.domain` depends on `var`');
  expect(stderr).toContain(
    'nothing reaches lost, API stage live: its execute-api endpoint is disabled, and no custom domain of these stacks leads to it',
  );
  expect(stderr).not.toContain('nothing reaches shop');
  const { result } = await workspace.runJson<{ unreachable: unknown }>(
    ...['routes', '--terraform', 'apis'],
  );
  expect(result.unreachable).toEqual([{ name: 'lost', apiStage: 'live' }]);
});

test('routes of two API stages are pinned one by one', async () => {
  await workspace.run('routes', '--terraform', 'apis', '--write', golden);
  const text = workspace.read(golden);
  expect(text).toContain('GET /both of site/dev: { auth: none, backend: https://dev.example.com');
  expect(text).toContain('GET /both of site/prod: { auth: none, backend: https://prod.example.com');
  expect(text).toContain('GET /cart: ');
  const { exitCode } = await workspace.run('routes', '--terraform', 'apis', '--check', golden);
  expect(exitCode).toBe(0);
});

test('stacks without a route that can be read say so', async () => {
  const { exitCode, stdout, stderr } = await workspace.run('routes', '--terraform', 'empty');
  expect(exitCode).toBe(0);
  expect(stdout).toBe('empty has no routes that can be read\n');
  expect(stderr).toContain('note: module.api is a module, and what is in it is not read');
});

test.each([
  [
    'native',
    "error native: holds no file *.tf.json, but main.tf in Terraform's native syntax, which is not read\n  fix: hcl2json main.tf > main.tf.json\n",
  ],
  ['half', 'half: main.tf.json is not whole JSON'],
  ['gone', 'gone cannot be used: it does not exist'],
  ['native/main.tf', 'native/main.tf cannot be used'],
])('--terraform %s is refused', async (folder, message) => {
  const { exitCode, stdout, stderr } = await workspace.run('routes', '--terraform', folder);
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.replace(`${workspace.root}/`, '')).toContain(message);
  expect(stderr).not.toContain('    at ');
});
