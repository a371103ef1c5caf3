import fc from 'fast-check';
import type { TerraformJson } from '@slipway/constructs';
import { servicesFor } from '@slipway/catalog';
import { formatPlacementLock, place, readLocks } from '@slipway/platform';
import { synthesise } from './synthesise';
import { TerraformStackFile } from './testing/terraform-stack';
import { TestWorkspace } from './testing/workspace';

type Attributes = Readonly<Record<string, unknown>>;

interface Route {
  readonly kind: 'http' | 'function';
  readonly auth: 'none' | 'apiKey';
  readonly basePath: string;
}

const segment = fc
  .stringMatching(/^[a-z0-9]([a-z0-9._-]{0,30}[a-z0-9])?$/)
  .filter((text) => text !== 'ping' && text !== 'sping');

/** Base paths that the catalog takes, often one below another or equal to its beginning. */
const basePath = fc
  .array(fc.oneof(fc.constantFrom('quotes', 'quotes-admin', 'a'), segment), {
    minLength: 1,
    maxLength: 4,
  })
  .map((segments) => `/${segments.join('/')}`)
  .filter((path) => path.length <= 126);

const routes: fc.Arbitrary<Route[]> = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom('http', 'http', 'http', 'function'),
    auth: fc.constantFrom('none', 'apiKey'),
    basePath,
  }),
  { minLength: 1, maxLength: 7, selector: (route) => route.basePath },
);

/** The stacks of a stage with these routes, each on a service of its own, placed as the command does it. */
function stacksOf(wanted: readonly Route[], shards: number): TerraformJson[] {
  const workspace = new TestWorkspace({}, shards);
  try {
    const { root, outdir } = workspace;
    wanted.forEach(({ kind, auth, basePath: path }, index) => {
      const name = `service-${index}`;
      workspace.write(`apps/${name}/service.yaml`, [
        `name: ${name}`,
        `kind: ${kind}`,
        'owner: pricing-team',
        `api: { basePath: '${path}', auth: ${auth} }`,
        ...(kind === 'http' ? ['container: { port: 8080 }'] : []),
      ]);
      workspace.write(`apps/${name}/src/handler.ts`, ['export const handler = () => 1;']);
    });
    const { services } = servicesFor(workspace.catalog(), 'dev');
    const { placement, images } = readLocks(root, 'dev').locks;
    const { lock } = place({ stage: workspace.stage(), services, lock: placement });
    workspace.write(lock.file, [formatPlacementLock(lock)]);
    workspace.write(images.file, [
      '{ "version": 1',
      ...services
        .filter(({ kind }) => kind === 'http')
        .map(({ name }) => `,"${name}": {"arm64":"sha256:${'ab'.repeat(32)}"}`),
      '}',
    ]);
    const { stacks } = synthesise({ root, model: workspace.model(), outdir });
    return Object.keys(stacks).map((id) => new TerraformStackFile(outdir, id).json);
  } finally {
    workspace.remove();
  }
}

function resources(stacks: readonly TerraformJson[], type: string): Attributes[] {
  return stacks.flatMap(({ resource }) => Object.values(resource?.[type] ?? {}));
}

/** Addresses of the resources of a type. */
function addresses(stacks: readonly TerraformJson[], type: string): string[] {
  return stacks.flatMap(({ resource }) =>
    Object.keys(resource?.[type] ?? {}).map((name) => `${type}.${name}`),
  );
}

interface ListenerRule {
  /** Expression of the listener. In other stacks it is the output of the first one. */
  readonly listener: string;
  readonly priority: number;
  readonly values: readonly string[];
}

function listenerRules(stacks: readonly TerraformJson[]): ListenerRule[] {
  return resources(stacks, 'aws_lb_listener_rule').map((rule) => ({
    listener: String(rule['listener_arn']),
    priority: Number(rule['priority']),
    values: (rule['condition'] as { path_pattern: { values: string[] } }[]).flatMap(
      (condition) => condition.path_pattern.values,
    ),
  }));
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly 'x-amazon-apigateway-integration': {
    readonly uri: string;
    readonly requestParameters?: Readonly<Record<string, string>>;
  };
}

/** The one operation of each path of the REST API. */
function pathsOf(stacks: readonly TerraformJson[]): Map<string, Operation> {
  const [api] = resources(stacks, 'aws_api_gateway_rest_api');
  const { paths } = JSON.parse(String(api?.['body'])) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return new Map(
    Object.entries(paths).map(([path, methods]) => {
      expect(Object.keys(methods)).toEqual(['x-amazon-apigateway-any-method']);
      return [path, Object.values(methods)[0] as Operation];
    }),
  );
}

/** Children of every resource of the REST API, by its path. */
function resourceTree(paths: Iterable<string>): Map<string, Set<string>> {
  const tree = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of paths) {
    const segments = path.split('/').slice(1);
    segments.forEach((name, depth) => {
      const parent = ['', ...segments.slice(0, depth)].join('/');
      tree.set(parent, new Set([...(tree.get(parent) ?? []), name]));
    });
    tree.set(path, tree.get(path) ?? new Set());
  }
  return tree;
}

const isVariable = (name: string): boolean => name.startsWith('{');

it('whatever base paths services have, the stacks hold nothing that AWS refuses halfway through an apply', () => {
  fc.assert(
    fc.property(routes, fc.integer({ min: 1, max: 3 }), (wanted, shards) => {
      const stacks = stacksOf(wanted, shards);
      keepRuleLimits(stacks);
      keepPriorities(stacks, wanted);
      keepResourceTree(stacks, wanted);
      mapVariables(stacks);
      keepAlbTargets(stacks);
      waitForListeners(stacks);
    }),
    { numRuns: 12 },
  );
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function keepRuleLimits(stacks: readonly TerraformJson[]): void {
  for (const { values } of listenerRules(stacks)) {
    expect(values.length).toBeLessThanOrEqual(5);
    expect(values.join('').match(/[*?]/g)?.length ?? 0).toBeLessThanOrEqual(5);
    for (const value of values) {
      expect(value).toMatch(/^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/);
      // A wildcard takes slashes too: after anything but `/` it would take other services' paths.
      expect(value).toMatch(/^[^*?]*(\/\*)?$/);
    }
  }
}

function keepPriorities(stacks: readonly TerraformJson[], wanted: readonly Route[]): void {
  const rules = listenerRules(stacks);
  const containers = wanted.filter(({ kind }) => kind === 'http');
  const balancers = resources(stacks, 'aws_lb').filter(
    ({ load_balancer_type: type }) => type === 'application',
  );
  expect(rules).toHaveLength(containers.length + balancers.length);
  const taken = rules.map(({ listener, priority }) => `${listener} ${priority}`);
  expect(new Set(taken).size).toBe(taken.length);
  for (const one of rules) {
    for (const other of rules.filter(({ listener }) => listener === one.listener)) {
      const [[outer = ''] = [], [inner = '']] = [one.values, other.values];
      if (inner.startsWith(`${outer}/`)) expect(other.priority).toBeLessThan(one.priority);
    }
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
function keepResourceTree(stacks: readonly TerraformJson[], wanted: readonly Route[]): void {
  const paths = pathsOf(stacks);
  const both = wanted.flatMap((route) => [route.basePath, `${route.basePath}/{proxy+}`]);
  expect([...paths.keys()].sort()).toEqual(both.sort());
  const tree = resourceTree(paths.keys());
  expect(tree.size).toBeLessThanOrEqual(300);
  for (const [path, children] of tree) {
    expect([...children].filter(isVariable).length).toBeLessThanOrEqual(1);
    if (path.endsWith('+}')) expect([...children]).toEqual([]);
  }
  expect([...(tree.get('') ?? [])]).not.toEqual(expect.arrayContaining(['ping']));
  for (const { stage_name: name } of resources(stacks, 'aws_api_gateway_stage')) {
    expect(name).toMatch(/^[A-Za-z0-9_-]{1,128}$/);
  }
}

function mapVariables(stacks: readonly TerraformJson[]): void {
  const names = (text: string): string[] =>
    [...text.matchAll(/(?<!\$)\{(\w+)\+?\}/g)].map(([, name = '']) => name);
  for (const [path, { parameters = [], ...operation }] of pathsOf(stacks)) {
    const { uri, requestParameters = {} } = operation['x-amazon-apigateway-integration'];
    const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    expect(declared).toEqual(names(path));
    const used = names(uri.replace(/\$\{[^}]*\}/g, ''));
    const mapped = Object.entries(requestParameters);
    expect(mapped).toEqual(
      used.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
    );
    for (const name of used) expect(declared).toContain(name);
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html */
function keepAlbTargets(stacks: readonly TerraformJson[]): void {
  const [networking] = stacks;
  const groups = Object.entries(networking?.resource?.['aws_lb_target_group'] ?? {});
  const listeners = resources(stacks, 'aws_lb_listener').filter(
    ({ protocol }) => protocol === 'HTTP',
  );
  expect(groups).toHaveLength(listeners.length);
  const ports = new Set(listeners.map(({ port }) => port));
  for (const [, group] of groups) {
    expect(group).toMatchObject({ target_type: 'alb', protocol: 'TCP' });
    expect(ports).toContain(group['port']);
    expect((group['health_check'] as Attributes)['protocol']).toMatch(/^HTTPS?$/);
    expect(
      Object.keys(group).filter((key) =>
        /stickiness|deregistration|preserve|slow|load_balancing/.test(key),
      ),
    ).toEqual([]);
  }
  for (const balancer of resources(stacks, 'aws_lb')) {
    const isNetwork = balancer['load_balancer_type'] === 'network';
    // An ALB has another one that admits callers.
    expect(balancer['security_groups']).toHaveLength(isNetwork ? 1 : 2);
    if (isNetwork) {
      expect(balancer['enforce_security_group_inbound_rules_on_private_link_traffic']).toBe('off');
    }
  }
}

function waitForListeners(stacks: readonly TerraformJson[]): void {
  for (const attachment of resources(stacks, 'aws_lb_target_group_attachment')) {
    const listeners = addresses(stacks, 'aws_lb_listener');
    expect(listeners).toEqual(
      expect.arrayContaining(
        (attachment['depends_on'] as string[]).filter((one) => one.startsWith('aws_lb_listener.')),
      ),
    );
    expect(attachment['depends_on']).toContainEqual(expect.stringMatching(/^aws_lb_listener\./));
  }
  for (const service of resources(stacks, 'aws_ecs_service')) {
    expect(service['depends_on']).toContainEqual(expect.stringMatching(/^aws_lb_listener_rule\./));
  }
}
