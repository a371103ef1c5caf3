import type { ListenerRule, RestRoute, RouteTable } from '../route-table';
import { routeTo } from '../testing/routes';
import { sampleTable } from '../testing/sample-table';
import { lintRoutes, type LintContext } from './lint-routes';
import { routeRules, type RouteRuleId } from './rules';

const iam = { authorization: 'AWS_IAM' } as const;
const keyed = { apiKeyRequired: true } as const;

function forwardTo(priority: number, targetGroup: string, ...values: string[]): ListenerRule {
  return {
    priority,
    conditions: [{ field: 'path-pattern', values }],
    action: { type: 'forward', targetGroup },
  };
}

/** The sample's API, ALB and groups with these routes and rules. */
function tableOf(routes: readonly RestRoute[], rules: readonly ListenerRule[]): RouteTable {
  const { restApis, applicationListeners, ...rest } = sampleTable();
  return {
    ...rest,
    restApis: restApis.map((api) => ({ ...api, routes })),
    applicationListeners: applicationListeners.map((listener) => ({ ...listener, rules })),
  };
}

const all = [forwardTo(10, 'quotes', '*')];
const quotes = [routeTo('/quotes'), routeTo('/quotes/{proxy+}')];
const toFunction = (timeoutMs: number): RestRoute => ({
  ...routeTo('/tenants', 'POST'),
  integration: { type: 'AWS_PROXY', functionName: 'tenants', qualifier: 'live', timeoutMs },
});

interface Example {
  readonly failing: RouteTable;
  readonly passing: RouteTable;
  readonly context?: LintContext;
  readonly message: string;
  readonly fix: string;
}

const examples: Readonly<Record<RouteRuleId, Example>> = {
  SLP2601: {
    failing: tableOf([{ ...routeTo('/admin', 'POST'), ...iam }, routeTo('/{proxy+}')], all),
    passing: tableOf([{ ...routeTo('/admin', 'ANY'), ...iam }, routeTo('/{proxy+}')], all),
    message:
      'DELETE, GET, HEAD, OPTIONS, PATCH, PUT /admin fall through to ANY /{proxy+}, which asks for nothing, while POST /admin asks for AWS_IAM',
    fix: 'add ANY /admin that asks for the same, or let ANY /{proxy+} ask for it',
  },
  SLP2602: {
    failing: tableOf(quotes, [forwardTo(10, 'quotes', '/quotes')]),
    passing: tableOf(quotes, [forwardTo(10, 'quotes', '/quotes', '/quotes/*')]),
    message:
      'ANY /quotes/{proxy+} reaches alb-1 as /quotes/{proxy}, and no rule there forwards that: the default action answers 404',
    fix: 'add a rule to alb-1 that forwards /quotes/*',
  },
  SLP2603: {
    failing: tableOf(quotes, [
      forwardTo(10, 'quotes', '/quotes', '/quotes/*'),
      forwardTo(20, 'orders', '/orders/*'),
    ]),
    passing: tableOf(quotes, [
      forwardTo(5, 'orders', '/quotes/*/orders'),
      forwardTo(10, 'quotes', '/quotes', '/quotes/*'),
    ]),
    message:
      'rule 20 of alb-1 (path /orders/*) forwards to orders, and no route of an API comes with such a path',
    fix: 'remove rule 20, or add a route whose backend path it takes',
  },
  SLP2604: {
    failing: tableOf(quotes, [
      forwardTo(10, 'quotes', '/quotes*'),
      forwardTo(20, 'admin', '/quotes-admin/*', '/quotes/v?/*'),
    ]),
    passing: tableOf(
      [...quotes, routeTo('/quotes-admin/{proxy+}')],
      [
        forwardTo(10, 'quotes', '/quotes', '/quotes/*'),
        forwardTo(20, 'admin', '/quotes-admin/*', '/quotes/v?/*'),
      ],
    ),
    message:
      'rule 20 of alb-1 (path /quotes-admin/*, /quotes/v?/*) never forwards to admin: rule 10 (path /quotes*) takes every such request before and forwards to quotes',
    fix: 'give rule 20 a priority below 10, narrow rule 10, or remove rule 20',
  },
  SLP2605: {
    failing: tableOf([{ ...routeTo('/quotes', 'OPTIONS'), ...keyed }], all),
    passing: tableOf(
      [{ ...routeTo('/quotes', 'GET'), ...keyed }, routeTo('/quotes', 'OPTIONS')],
      all,
    ),
    message: 'OPTIONS /quotes asks for an API key',
    fix: 'let OPTIONS /quotes ask for no key and no authorization',
  },
  SLP2606: {
    failing: tableOf([toFunction(5_000)], []),
    passing: tableOf([toFunction(6_000)], []),
    context: { functionTimeouts: new Map([['tenants', 6]]) },
    message: 'POST /tenants waits 5000 ms, and tenants may run 6 s',
    fix: 'set the timeout of tenants to 5 s, or let the route wait 6000 ms',
  },
};

test('every rule has its example', () => {
  expect(Object.keys(examples).sort()).toEqual(Object.keys(routeRules).sort());
});

describe.each(Object.entries(examples))('%s', (id, example) => {
  const { failing, passing, context, message, fix } = example;

  it(routeRules[id as RouteRuleId].title, () => {
    expect(lintRoutes(failing, context)).toMatchObject([{ rule: id, message, fix }]);
  });

  it('is not broken by the nearest table that is right', () => {
    expect(lintRoutes(passing, context)).toEqual([]);
  });
});

/** What the rules say of a table. */
function messages(table: RouteTable, context?: LintContext): string[] {
  return lintRoutes(table, context).map(({ rule, message }) => `${rule} ${message}`);
}

describe('a verb that falls through', () => {
  it('is told where a variable serves it', () => {
    const patch = { ...routeTo('/users/me', 'PATCH'), ...keyed };
    expect(messages(tableOf([patch, routeTo('/users/{id}', 'GET')], all))).toEqual([
      'SLP2601 GET /users/me falls through to GET /users/{id}, which asks for nothing, while PATCH /users/me asks for an API key',
    ]);
  });

  it('is told below a greedy variable too', () => {
    const routes = [{ ...routeTo('/a/{proxy+}', 'POST'), ...iam }, routeTo('/{proxy+}', 'GET')];
    expect(messages(tableOf(routes, all))).toEqual([
      'SLP2601 GET /a/{proxy+} falls through to GET /{proxy+}, which asks for nothing, while POST /a/{proxy+} asks for AWS_IAM',
    ]);
  });

  it('to a route that asks for as much is none', () => {
    const routes = [
      { ...routeTo('/admin', 'POST'), ...iam },
      { ...routeTo('/{proxy+}'), ...iam },
    ];
    expect(messages(tableOf(routes, all))).toEqual([]);
  });
});

describe('a route with its own service', () => {
  const ownTargetGroup = ({ path }: RestRoute) =>
    path.startsWith('/quotes/old') ? 'old' : 'quotes';
  const nested = [...quotes, routeTo('/quotes/old'), routeTo('/quotes/old/{proxy+}')];
  const old = (priority: number) => forwardTo(priority, 'old', '/quotes/old', '/quotes/old/*');
  const own = (priority: number) => forwardTo(priority, 'quotes', '/quotes', '/quotes/*');

  it('loses nothing to a service below its base path, which has routes of its own', () => {
    expect(messages(tableOf(nested, [old(10), own(20)]), { ownTargetGroup })).toEqual([]);
  });

  it('is told where an earlier rule takes a part of it', () => {
    const thief = forwardTo(5, 'thief', '/quotes/v1*');
    expect(messages(tableOf(nested, [thief, old(10), own(20)]), { ownTargetGroup })).toEqual([
      'SLP2602 ANY /quotes/{proxy+} reaches alb-1 as /quotes/{proxy}, and rule 5 (path /quotes/v1*) takes a part of that for thief before rule 20 for quotes',
    ]);
  });

  it('is told where its rule takes a part of it only', () => {
    const part = forwardTo(20, 'quotes', '/quotes', '/quotes/a*');
    expect(messages(tableOf(quotes, [part]), { ownTargetGroup })).toEqual([
      'SLP2602 ANY /quotes/{proxy+} reaches alb-1 as /quotes/{proxy}, and no rule there forwards all of that to quotes',
    ]);
  });
});

describe('a rule is shadowed', () => {
  const rule = (
    priority: number,
    ...conditions: ListenerRule['conditions'][number][]
  ): ListenerRule => ({
    priority,
    conditions,
    action: { type: 'forward', targetGroup: 'quotes' },
  });
  const path = { field: 'path-pattern', values: ['/quotes/*'] } as const;
  const host = (...values: string[]) => ({ field: 'host-header', values }) as const;
  const header = (name: string, ...values: string[]) =>
    ({ field: 'http-header', name, values }) as const;
  const verbs = (...values: string[]) => ({ field: 'http-request-method', values }) as const;
  const source = (...values: string[]) => ({ field: 'source-ip', values }) as const;
  const query = (value: string, key?: string) =>
    ({ field: 'query-string', values: [{ key, value }] }) as const;

  it.each<[earlier: ListenerRule, later: ListenerRule, shadowed: boolean]>([
    [rule(1), rule(2, path), true],
    [rule(1, path), rule(2), false],
    [rule(1, path), rule(2, path, host('a.example')), true],
    [rule(1, path, host('a.example')), rule(2, path), false],
    [rule(1, host('*.Example')), rule(2, host('A.example')), true],
    [rule(1, host('a.*')), rule(2, host('*.a')), false],
    [rule(1, header('X-Tier', 'g*')), rule(2, header('x-tier', 'GOLD')), true],
    [rule(1, header('X-Tier', '*')), rule(2, header('x-other', 'gold')), false],
    [rule(1, verbs('GET', 'PUT')), rule(2, verbs('PUT')), true],
    [rule(1, verbs('PUT')), rule(2, verbs('GET', 'PUT')), false],
    [rule(1, source('10.0.0.0/8')), rule(2, source('10.1.0.0/16', '10.2.3.4/32')), true],
    [rule(1, source('10.1.0.0/16')), rule(2, source('10.0.0.0/8')), false],
    [rule(1, query('*')), rule(2, query('1', 'v')), true],
    [rule(1, query('1', 'v')), rule(2, query('1')), false],
  ])('%j before %j: %s', (earlier, later, shadowed) => {
    const found = messages(tableOf([], [earlier, later])).filter((text) =>
      text.startsWith('SLP2604'),
    );
    expect(found).toHaveLength(shadowed ? 1 : 0);
  });
});

it('is told that a keyed ANY takes preflights in an API that answers them elsewhere', () => {
  const routes = [{ ...routeTo('/orders'), ...keyed }, routeTo('/quotes', 'OPTIONS')];
  expect(messages(tableOf(routes, all))).toEqual([
    'SLP2605 ANY /orders takes OPTIONS too and asks for an API key, while other resources of api answer preflights',
  ]);
});
