import { createRestRouter } from './rest-router';
import type { HttpMethod } from './route-table';
import { routeTo } from './testing/routes';

/** `GET /users` is that verb on that resource; a path alone has ANY. */
function routerOf(routes: readonly string[]) {
  return createRestRouter(
    routes.map((route) => {
      const [path = '', method = 'ANY'] = route.split(' ').reverse();
      return routeTo(path, method as HttpMethod);
    }),
  );
}

/** The route that takes a request, as `routerOf` writes it, and its variables. */
function find(routes: readonly string[], request: string) {
  const [method = '', path = ''] = request.split(' ');
  const match = routerOf(routes)(method, path);
  if (!match.route) return undefined;
  const { route, pathParameters } = match;
  return [route.method === 'ANY' ? route.path : `${route.method} ${route.path}`, pathParameters];
}

const greedy = ['/quotes', '/quotes/{proxy+}'];

describe('the resource of a path', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
  test.each<[request: string, routes: string[], found: string, parameters: object]>([
    ['GET /quotes', greedy, '/quotes', {}],
    ['GET /quotes/42', greedy, '/quotes/{proxy+}', { proxy: '42' }],
    ['GET /quotes/42/lines/7', greedy, '/quotes/{proxy+}', { proxy: '42/lines/7' }],
    ['GET /', ['/', '/{proxy+}'], '/', {}],
    ['GET /a', ['/', '/{proxy+}'], '/{proxy+}', { proxy: 'a' }],
    // A literal goes before a variable, and that before a greedy one.
    ['GET /users/me', ['/users/me', '/users/{id}'], '/users/me', {}],
    ['GET /users/7', ['/users/me', '/users/{id}', '/users/{rest+}'], '/users/{id}', { id: '7' }],
    ['GET /users/7/x', ['/users/{id}', '/users/{rest+}'], '/users/{rest+}', { rest: '7/x' }],
    ['GET /a/b/c', ['/a/b/c', '/a/{p+}'], '/a/b/c', {}],
    ['GET /a/b/d', ['/a/b/c', '/a/{p+}'], '/a/{p+}', { p: 'b/d' }],
    ['GET /a/x/c', ['/a/b/c', '/a/{id}/c', '/{p+}'], '/a/{id}/c', { id: 'x' }],
  ])('%s among %j', (request, routes, found, parameters) => {
    expect(find(routes, request)).toEqual([found, parameters]);
    expect(find([...routes].reverse(), request)).toEqual([found, parameters]);
  });

  test.each<[request: string, routes: string[]]>([
    ['GET /quotes', ['/quotes/{proxy+}']],
    ['GET /quotes/', ['/quotes/{proxy+}']],
    ['GET /Quotes', greedy],
    ['GET /quotesx', greedy],
    ['GET /', greedy],
    ['GET /other', greedy],
    ['GET /a', []],
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings-method-request.html
    ['TRACE /quotes', greedy],
    ['CONNECT /quotes', greedy],
    ['get /quotes', greedy],
  ])('%s among %j is none', (request, routes) => {
    expect(find(routes, request)).toBeUndefined();
  });
});

describe('the verb', () => {
  // Measured on AWS: https://github.com/localstack/localstack/issues/9208
  test.each<[request: string, routes: string[], found: string]>([
    ['GET /users/me', ['PATCH /users/me', 'GET /users/{id}'], 'GET /users/{id}'],
    ['PATCH /users/me', ['PATCH /users/me', 'GET /users/{id}'], 'PATCH /users/me'],
    ['GET /items', ['OPTIONS /items', '/{proxy+}'], '/{proxy+}'],
    ['GET /admin', ['POST /admin', '/{proxy+}'], '/{proxy+}'],
    ['GET /a', ['GET /a', '/a'], 'GET /a'],
    ['POST /a', ['GET /a', '/a'], '/a'],
    ['GET /a/b/c', ['POST /a/b/c', 'GET /a/{x}/d', 'GET /{p+}'], 'GET /{p+}'],
  ])('%s among %j falls on %s', (request, routes, found) => {
    expect(find(routes, request)?.[0]).toBe(found);
  });

  test('HEAD is not GET', () => {
    expect(find(['GET /a'], 'HEAD /a')).toBeUndefined();
  });

  test.each(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])('ANY has %s', (verb) => {
    expect(find(['/a'], `${verb} /a`)?.[0]).toBe('/a');
  });
});

describe('slashes', () => {
  // As LocalStack routes, which compares itself with AWS:
  // https://github.com/localstack/localstack/blob/main/localstack-core/localstack/services/apigateway/next_gen/execute_api/handlers/resource_router.py
  test.each<[path: string, parameters: object | undefined]>([
    ['/quotes/', {}],
    ['//quotes', {}],
    ['///quotes/42', { proxy: '42' }],
    ['/quotes/42/', { proxy: '42' }],
    ['/quotes/42//', { proxy: '42' }],
    ['/quotes//42', { proxy: '/42' }],
    ['/quotes/a//b', { proxy: 'a//b' }],
    ['/quotes/a%2Fb%20c', { proxy: 'a%2Fb%20c' }],
  ])('of %s', (path, parameters) => {
    expect(find(greedy, `GET ${path}`)?.[1]).toEqual(parameters);
  });

  test('an empty segment is no value of a variable', () => {
    expect(find(['/a/{id}/b'], 'GET /a//b')).toBeUndefined();
  });
});

test('names that objects have of their own are segments and variables like others', () => {
  expect(find(['/constructor', '/{__proto__}'], 'GET /toString')).toEqual([
    '/{__proto__}',
    Object.fromEntries([['__proto__', 'toString']]),
  ]);
  expect(find(['/constructor'], 'GET /__proto__')).toBeUndefined();
});
