import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Explanation } from '../explain/explanation';
import { severalApis } from '../testing/several-apis';
import { httpService, placementLock, TestWorkspace } from '../testing/workspace';

let workspace: TestWorkspace;

const thirdParty = readFileSync(
  join(__dirname, '../../../../libs/terraform-graph/src/testing/third-party/main.tf.json'),
  'utf8',
);

beforeAll(async () => {
  workspace = new TestWorkspace({
    'apps/orders/service.yaml': httpService('orders', {
      api: '{ basePath: /orders, auth: apiKey, timeoutMs: 5000 }',
    }),
    'apps/mailer/service.yaml':
      'name: mailer\nkind: function\nowner: mail-team\nfunction: { entry: src/handlers.ts }\napi: { basePath: /mails }\n',
    'apps/mailer/src/handlers.ts': 'export const handler = async () => ({ statusCode: 200 });',
    'stacks/locks/dev.placement.json': placementLock('mailer', 'orders', 'quotes'),
    'stacks/locks/dev.images.json': `{ "version": 1\n,"orders": {"arm64":"sha256:${'0'.repeat(64)}"}\n}\n`,
    'theirs/main.tf.json': thirdParty,
    'apis/main.tf.json': JSON.stringify(severalApis()),
    'http/main.tf.json': '{ "resource": { "aws_apigatewayv2_api": { "web": { "name": "web" } } } }',
  });
  const { exitCode, stderr } = await workspace.run('synth', '--stage', 'dev');
  if (exitCode !== 0) throw new Error(stderr);
});

afterAll(() => workspace.dispose());

const dev = ['--stage', 'dev'];
const theirs = ['--terraform', 'theirs'];

test('a request to a container service is told hop by hop', async () => {
  const { exitCode, stdout } = await workspace.run('explain', 'GET', '/orders/42', ...dev);
  expect(exitCode).toBe(0);
  expect(stdout.trimEnd().split('\n')).toEqual([
    'GET /orders/42 in dev reaches orders',
    '',
    '  route         ANY /orders/{proxy+} of harbour-dev-api, API stage dev',
    '  asks for      no authorization',
    '                an API key',
    '                  plan harbour-dev-orders: keys harbour-dev-orders, 100/s, burst 200',
    '                throttle 1000/s, burst 2000, by */*',
    '                timeout 5000 ms',
    '  VPC link      port 80 of harbour-dev-nlb, as /orders/{proxy}',
    expect.stringMatching(
      /^ {2}NLB {11}harbour-dev-nlb:80 → target group harbour-dev-alb-1-\w+, TCP, health \/_alb\/health$/,
    ),
    '  ALB           harbour-dev-alb-1:80',
    '                rule 1 loses: path /orders/42 does not match /_alb/health',
    expect.stringMatching(
      /^ {16}rule 41001 wins: path \/orders, \/orders\/\*; forwards to harbour-dev-orders-\w+$/,
    ),
    expect.stringMatching(/^ {2}target group {2}harbour-dev-orders-\w+, drains 30 s$/),
    '                health GET /health every 10 s: 200-299 within 5 s, in after 2, out after 3',
    '                service orders (apps/orders/service.yaml:1), container orders, port 8080',
    expect.stringContaining('cluster '),
    '                sees /orders/42',
  ]);
});

test('a request to a function is told with alias and fleet', async () => {
  const { exitCode, result } = await workspace.runJson<Explanation>(
    ...['explain', 'post', '/mails/7?x=1', ...dev],
  );
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({
    request: { method: 'POST', path: '/mails/7', query: 'x=1' },
    outcome: 'function',
    reaches: true,
    end: 'mailer',
  });
  expect(result.hops.at(-1)).toMatchObject({
    kind: 'function',
    service: 'mailer',
    qualifier: 'live',
    pathParameters: { proxy: '7' },
    facts: { memory: 256 },
  });
});

test('a service without an image is told to have no targets', async () => {
  const { stdout } = await workspace.run('explain', 'GET', '/quotes', ...dev);
  expect(stdout).toContain('no ECS service of quotes registers here');
});

test.each([
  [['GET', '/dev/quotes'], 'leave the API stage off: /quotes'],
  [['GET', '/quote'], 'did you mean /quotes?'],
  [['GET', '/nothing/like/it'], 'slipway routes lists every route'],
])('%j ends at 403 and says what is near', async (request, fix) => {
  const { exitCode, stdout } = await workspace.run('explain', ...request, ...dev);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('is refused with 403 Missing Authentication Token');
  expect(stdout).toContain(`fix: ${fix}`);
});

test("another program's stacks are explained as far as they say", async () => {
  const request = ['explain', 'GET', '/shop/orders', ...theirs, '--host', 'api.example.com'];
  const { exitCode, result } = await workspace.runJson<Explanation>(
    ...request,
    ...['--header', 'X-Beta: yes', '--header', 'X-Beta: no'],
  );
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({ end: 'shop-beta', outcome: 'target-group' });
  expect(result.hops.map(({ kind }) => kind)).toEqual([
    'domain',
    'route',
    'protection',
    'link',
    'network-load-balancer',
    'application-load-balancer',
    'target-group',
  ]);
});

test('what is not known is uncertain, with its place, its findings and the nearest fix', async () => {
  const { exitCode, stdout, stderr } = await workspace.run('explain', 'GET', '/admin', ...theirs);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('GET /admin in theirs: uncertain, nobody can say where');
  expect(stdout).toContain('passed over /admin: it has POST only');
  expect(stdout).toContain('has `${var.legacy_url}/{proxy}`');
  expect(stdout).toContain('fix: write `uri` of aws_api_gateway_integration.rest as a value');
  expect(stderr).toContain('theirs/main.tf.json:1:1 error SLP2601');
  expect(stderr).not.toContain('SLP2604');
});

test('a domain without a mapping for the path says which it has', async () => {
  const { exitCode, stdout } = await workspace.run(
    ...['explain', 'GET', '/orders', ...theirs, '--host', 'api.example.com'],
  );
  expect(exitCode).toBe(1);
  expect(stdout).toContain('is refused with 403 Forbidden');
  expect(stdout).toContain('fix: api.example.com serves /shop');
});

test.each([
  [['GET', 'quotes', ...dev], 'The path `quotes` does not begin with /'],
  [['G/T', '/quotes', ...dev], '`G/T` is no HTTP verb'],
  [['GTE', '/quotes', ...dev], 'did you mean GET?'],
  [['BREWING', '/quotes', ...dev], 'one of GET, HEAD, POST, PUT'],
  [
    ['GET', '/', ...theirs, '--host', 'api.example.com', '--api', 'shop'],
    '--api and the host of a custom domain are not for one request',
  ],
  [['GET', '/quotes', ...dev, '--header', 'X-Tier'], 'The header `X-Tier` is not <name>:<value>'],
  [['GET', '/quotes'], 'Nothing says which stacks are meant'],
  [['GET', '/quotes', ...dev, ...theirs], 'cannot be used with'],
])('%j is wrong usage', async (args, message) => {
  const { exitCode, stdout, stderr } = await workspace.run('explain', ...args);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
});

test('targets behind an NLB are checked by a connection where nothing else is said', async () => {
  const { exitCode, stdout } = await workspace.run('explain', 'GET', '/metrics', ...theirs);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('health by TCP every 30 s, in after 3, out after 3');
});

test.each([
  [
    ['GET', '/orders', '--terraform', 'http'],
    'http has no REST API that can be read',
    'aws_apigatewayv2_api.web is an HTTP or a WebSocket API, and only REST APIs are read',
  ],
  [
    ['GET', '/shop/orders', ...theirs, '--host', 'api.example.org'],
    'Nothing in theirs serves the host `api.example.org`',
    '--host api.example.com, or leave the host out for the execute-api endpoint',
  ],
  [
    ['GET', '/quotes', ...dev, '--header', 'Host: api.example.org'],
    'Nothing in dev serves the host `api.example.org`',
    'leave the host out for the execute-api endpoint: these stacks have no custom domain',
  ],
  [
    ['GET', '/cart', '--terraform', 'apis', '--host', 'www.example.com'],
    'Nothing in apis serves the host `www.example.com`',
    "--host '${var.domain}' if that is its name, which these stacks do not know",
  ],
  [
    ['GET', '/orders', ...theirs, '--api', 'shop/life'],
    'theirs has no REST API `shop/life`',
    '--api shop/live',
  ],
])('%j is refused with what would be served', async (args, message, fix) => {
  const { exitCode, stdout, stderr } = await workspace.run('explain', ...args);
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).toContain(fix);
});

describe("an API of another program's stacks", () => {
  const apis = ['--terraform', 'apis'];
  const shown = (args: readonly string[]) => workspace.run('explain', ...args, ...apis);

  it('whose endpoint is disabled is reached by its domain only', async () => {
    const { exitCode, stdout } = await shown(['GET', '/cart']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('GET /cart in apis is refused with 403 Forbidden');
    expect(stdout).toContain('why: the execute-api endpoint of shop, API stage live, is disabled');
    expect(stdout).toContain(
      'fix: ask by its custom domain: explain GET /s/cart --host ${var.domain}',
    );
    const endpoint = 'abc123.execute-api.eu-west-1.amazonaws.com';
    expect((await shown(['GET', '/cart', '--host', endpoint])).exitCode).toBe(1);
    const byDomain = await shown(['GET', '/s/cart', '--host', '${var.domain}']);
    expect(byDomain.exitCode).toBe(0);
    expect(byDomain.stdout).toContain('domain    ${var.domain}/s → shop, API stage live');
  });

  it('that nothing reaches is told so', async () => {
    const { stdout } = await shown(['GET', '/lost', '--api', 'lost']);
    expect(stdout).toContain('fix: no custom domain of these stacks leads to lost either');
  });

  it('is asked by its name where several have the route', async () => {
    const { exitCode, stdout } = await shown(['GET', '/both']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'why: site (API stage dev) and site (API stage prod) have a route for it, and only the host tells which one is asked',
    );
    expect(stdout).toContain('fix: say which is asked, with --api site/dev, or with --host');
    const { stdout: prod } = await shown(['GET', '/both', '--api', 'site/prod']);
    expect(prod).toContain('reaches https://prod.example.com');
  });

  it('is told with the authorizer of its document, or why nobody can say', async () => {
    const { stdout } = await shown(['GET', '/guarded', '--api', 'site/prod']);
    expect(stdout).toContain(
      'asks for  CUSTOM by guard (site-guard), from method.request.header.Authorization, kept 300 s',
    );
    const { stdout: either } = await shown(['GET', '/either', '--api', 'site/prod']);
    expect(either).toContain('asks for  nobody can say: ');
    expect(either).toContain('`security` offers `{}` beside guard');
    expect(either).toContain('perhaps an API key');
    expect(either).not.toContain('no API key');
  });

  it('is told with a function that is none of the stacks', async () => {
    const { stdout } = await shown(['GET', '/guarded', '--api', 'site/prod']);
    expect(stdout).toContain('event source API Gateway, version 3 of theirs');
    expect(stdout).toContain('no function of these stacks has that name');
  });

  it('that is not read is told where a request ends nowhere', async () => {
    const { stderr } = await shown(['GET', '/nothing']);
    expect(stderr).toContain('note: module.web is a module, and what is in it is not read');
    const { result } = await workspace.runJson<{ unread: unknown[] }>(
      ...['explain', 'GET', '/nothing', ...apis],
    );
    expect(result.unread).toHaveLength(1);
  });
});

describe('stacks that cannot be used', () => {
  let broken: TestWorkspace;

  beforeEach(() => {
    broken = new TestWorkspace();
    const files = workspace.contents('cdktf.out');
    for (const [file, text] of Object.entries(files)) {
      broken.write(file.slice(workspace.root.length + 1), text);
    }
  });
  afterEach(() => broken.dispose());

  const compute = 'cdktf.out/stacks/dev-compute/cdk.tf.json';

  it.each<[name: string, args: string[], damage: () => void, message: RegExp, fix: string]>([
    [
      'a stage that was never synthesised',
      ['--stage', 'dev'],
      () => broken.remove('cdktf.out'),
      /cdktf\.out holds no synthesised stage/,
      'npx slipway synth --stage dev',
    ],
    [
      'another stage',
      ['--stage', 'local'],
      () => undefined,
      /it holds the stage `dev`/,
      'npx slipway synth --stage local',
    ],
    [
      'a stack that has changed since',
      ['--stage', 'dev'],
      () => broken.write(compute, broken.read(compute).replace('41001', '41002')),
      /dev-compute\/cdk\.tf\.json is not what the last synth wrote/,
      'npx slipway synth --stage dev',
    ],
    [
      'half a slipway.json',
      ['--stage', 'dev'],
      () =>
        broken.write('cdktf.out/slipway.json', broken.read('cdktf.out/slipway.json').slice(0, 300)),
      /slipway\.json is not whole JSON/,
      'npx slipway synth --stage dev',
    ],
    [
      'half a stack',
      ['--stage', 'dev'],
      () => broken.write(compute, broken.read(compute).slice(0, 300)),
      /dev-compute\/cdk\.tf\.json is not what the last synth wrote/,
      'npx slipway synth --stage dev',
    ],
    [
      "half a file of another program's",
      ['--terraform', 'theirs'],
      () => broken.write('theirs/main.tf.json', thirdParty.slice(0, 500)),
      /main\.tf\.json is not whole JSON/,
      '',
    ],
  ])('%s', async (_, args, damage, message, fix) => {
    damage();
    const { exitCode, stdout, stderr } = await broken.run('explain', 'GET', '/quotes', ...args);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toContain(fix);
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n/);
  });

  it('a type of resource that nobody knows on the way is named', async () => {
    const changed = thirdParty.replace(
      '"target_id": "${aws_lb.public.id}"',
      '"target_id": "${acme_balancer.public.id}"',
    );
    broken.write('theirs/main.tf.json', changed);
    const { exitCode, stdout } = await broken.run('explain', 'GET', '/orders', ...theirs);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('`target_id` must refer to aws_lb of this stage');
    expect(stdout).toContain('acme_balancer.public');
    expect(stdout).toContain('fix: write `target_id` of aws_lb_target_group_attachment.alb');
  });
});
