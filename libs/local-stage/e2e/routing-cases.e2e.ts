import { request as httpRequest } from 'node:http';
import { createResolver, type RouteTable } from '@slipway/routing';
import {
  evaluateNaively,
  routingCases,
  summaryOf,
  type RoutingCase,
} from '@slipway/routing/testing';
import { startLocalStage, type LocalStage } from '../src';
import { stageOfTable, type StageOfTable } from '../src/testing/stage-of-table';

/** What this machine runs of a table: no custom domain, no V2, nothing outside of the stage. */
function runsHere({
  restApis,
  applicationListeners,
  networkListeners,
  domainMappings,
}: RouteTable) {
  const rules = applicationListeners.flatMap(({ rules: ofOne }) => ofOne);
  const fields = rules.flatMap(({ conditions }) => conditions.map(({ field }) => field));
  const actions = [...rules.map(({ action }) => action.type)];
  return (
    domainMappings === undefined &&
    restApis.every(({ routes }) =>
      routes.every(
        ({ integration }) =>
          integration.type === 'AWS_PROXY' ||
          (integration.type === 'HTTP_PROXY' && 'networkLoadBalancer' in integration),
      ),
    ) &&
    networkListeners.every((one) => 'applicationLoadBalancer' in one) &&
    fields.every((field) => field === 'path-pattern' || field === 'http-request-method') &&
    actions.every((action) => action === 'forward' || action === 'fixed-response')
  );
}

/** The table without the routes and rules that only AWS runs. */
function runnable(table: RouteTable): RouteTable {
  const restApis = table.restApis.map((api) => ({
    ...api,
    routes: api.routes.filter(
      ({ integration }) =>
        (integration.type === 'AWS_PROXY' && integration.qualifier === 'live') ||
        (integration.type === 'HTTP_PROXY' && 'networkLoadBalancer' in integration),
    ),
  }));
  const applicationListeners = table.applicationListeners.map((listener) => ({
    ...listener,
    rules: listener.rules.filter(
      ({ action, conditions }) =>
        (action.type === 'fixed-response' ||
          (action.type === 'forward' &&
            table.targetGroups.some(({ name }) => name === action.targetGroup))) &&
        conditions.every(
          ({ field }) => field === 'path-pattern' || field === 'http-request-method',
        ),
    ),
  }));
  const networkListeners = table.networkListeners.filter((one) => 'applicationLoadBalancer' in one);
  return { ...table, restApis, applicationListeners, networkListeners };
}

/** What came over HTTP, in the words of the evaluators. */
async function ask(url: string, method: string, path: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, agent: false };
    const request = httpRequest(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        const { 'x-group': group, 'x-function': name } = response.headers;
        const { statusCode = 0 } = response;
        if (group !== undefined) resolve(`group ${String(group)} ${body}`);
        else if (name !== undefined) resolve(`function ${String(name)}:live`);
        else if (statusCode === 403 && body.includes('Missing Authentication Token'))
          resolve('no-route');
        else if (statusCode === 500) resolve('no way');
        else resolve(`answer ${statusCode}`);
      });
    });
    request.on('error', reject).end();
  });
}

/** Uncertain and broken ways are both an error of API Gateway here. */
function overHttp(summary: string): string {
  return summary === 'uncertain' || summary === 'broken' ? 'no way' : summary;
}

const byTable = new Map<RouteTable, RoutingCase[]>();
for (const one of routingCases()) {
  if (one.request.host !== undefined || one.request.headers !== undefined) continue;
  if (one.request.query !== undefined || one.request.sourceIp !== undefined) continue;
  if (one.table.domainMappings !== undefined || one.request.method === 'HEAD') continue;
  byTable.set(one.table, [...(byTable.get(one.table) ?? []), one]);
}

/** Cases whose answer stays the same where what only AWS runs is left out. */
const suites = [...byTable]
  .map(([whole, cases]) => {
    const table = runnable(whole);
    const resolve = createResolver(table);
    const same = cases.filter(({ request, expected }) => summaryOf(resolve(request)) === expected);
    return { table, cases: same };
  })
  .filter(({ table, cases }) => cases.length > 0 && runsHere(table));

test('most tables of the data file run here', () => {
  expect(suites.length).toBeGreaterThanOrEqual(5);
  expect(suites.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(40);
});

/** Further paths out of what the table's routes and rules are made of. */
function morePaths({ restApis, applicationListeners }: RouteTable): string[] {
  const templates = [
    ...restApis.flatMap(({ routes }) => routes.map(({ path }) => path.replace(/\{[^}]+\}/g, 'v'))),
    ...applicationListeners.flatMap(({ rules }) =>
      rules.flatMap(({ conditions }) =>
        conditions.flatMap((one) =>
          one.field === 'path-pattern'
            ? one.values.map((value) => value.replaceAll('*', 'w/x').replaceAll('?', 'q'))
            : [],
        ),
      ),
    ),
  ];
  const ends = ['', '/', '/more', '//a', '/a%2Fb', 'z'];
  return [...new Set(templates.flatMap((path) => ends.map((end) => `${path}${end}`)))];
}

describe.each(suites.map((suite, at) => [at + 1, suite] as const))('table %i', (_, suite) => {
  const { table, cases } = suite;
  let files: StageOfTable;
  let stage: LocalStage;

  beforeAll(async () => {
    files = stageOfTable(table);
    const { root, outdir } = files;
    stage = await startLocalStage({ root, outdir, port: 0, onEvent: () => undefined });
  }, 120_000);

  afterAll(async () => {
    await stage.close();
    files.dispose();
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const { method, path } = one.request;
    expect(await ask(stage.url, method, path)).toBe(overHttp(one.expected));
  });

  it('answers as both evaluators say, whatever is asked', async () => {
    const resolve = createResolver(table);
    for (const path of morePaths(table)) {
      for (const method of ['GET', 'POST']) {
        const request = { method, path };
        const expected = overHttp(evaluateNaively(table, request));
        expect(overHttp(summaryOf(resolve(request)))).toBe(expected);
        expect([method, path, await ask(stage.url, method, path)]).toEqual([
          method,
          path,
          expected,
        ]);
      }
    }
  }, 120_000);
});
