import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import {
  createResolver,
  type ListenerAction,
  type RouteRequest,
  type RouteTable,
} from '@slipway/routing';
import {
  evaluateNaively,
  generatedRequest,
  generatedTable,
  routingCases,
  summaryOf,
  type RoutingCase,
} from '@slipway/routing/testing';
import { startLocalStage, type LocalStage } from '../src';
import { stageOfTable, type StageOfTable } from '../src/testing/stage-of-table';

/** What came over HTTP, in the words of the evaluators. */
async function ask(url: string, { method, path, query, ...request }: RouteRequest) {
  const { port } = new URL(url);
  const headers = { ...request.headers, host: request.host } as Record<string, string | string[]>;
  return new Promise<string>((resolve, reject) => {
    const options = {
      ...{ host: '127.0.0.1', port, method, headers, agent: false },
      path: query ? `${path}?${query}` : path,
    };
    httpRequest(options, (response) => {
      const { statusCode = 0, headers: got } = response;
      const error = got['x-amzn-errortype'];
      response.resume().on('end', () => {
        if (got['x-group'] !== undefined) resolve(`group ${got['x-group']} ${got['x-path']}`);
        else if (got['x-function'] !== undefined) resolve(`function ${got['x-function']}`);
        else if (got['x-mock'] !== undefined) resolve('mock');
        else if (error === 'MissingAuthenticationTokenException') resolve('no-route');
        else if (error === 'ForbiddenException') resolve('forbidden');
        else if (error === 'InternalServerErrorException') resolve('no way');
        else if (got.location !== undefined) resolve(`redirect ${statusCode} ${got.location}`);
        else resolve(`answer ${statusCode}`);
      });
    })
      .on('error', reject)
      .end();
  });
}

/** What may come over HTTP where an evaluator says `summary`: one of several groups by their weights. */
function overHttp(table: RouteTable, request: RouteRequest, summary: string): string[] {
  const [kind = '', ...words] = summary.split(' ');
  switch (kind) {
    case 'group': {
      const path = words.pop();
      return words.map((name) => `group ${name.replace(/@.*/, '')} ${path}`);
    }
    case 'redirect': {
      // What only a load balancer knows of itself.
      const resolution = createResolver(table)(request);
      if (resolution.outcome !== 'redirect') throw new Error('the evaluators do not agree');
      const { listener, networkListener } = resolution;
      const host = networkListener?.networkLoadBalancer ?? listener.applicationLoadBalancer;
      return [
        summary
          .replaceAll('#{protocol}', 'http')
          .replaceAll('#{host}', host)
          .replaceAll('#{port}', String(listener.port)),
      ];
    }
    // These are errors of API Gateway here.
    case 'uncertain':
    case 'broken':
    case 'outside':
    case 'nlb-group':
      return ['no way'];
    default:
      return [summary];
  }
}

/** Every request over HTTP has a host, and comes to the API from this machine. */
function sent(request: RouteRequest): RouteRequest {
  return { ...request, host: request.host ?? 'localhost', sourceIp: undefined };
}

/** The table without what a stage of this machine is refused for: hops that lead nowhere, or nobody knows where. */
function runnable(table: RouteTable): RouteTable {
  const { targetGroups, applicationListeners, domainMappings } = table;
  const served = (api: string) => table.restApis.some(({ name }) => name === api);
  const exists = (group: string) => targetGroups.some(({ name }) => name === group);
  const leads = (action: ListenerAction) =>
    action.type === 'forward'
      ? exists(action.targetGroup)
      : action.type !== 'weighted-forward' ||
        action.targetGroups.every(({ targetGroup }) => exists(targetGroup));
  return {
    ...table,
    ...(domainMappings && {
      domainMappings: domainMappings.filter(({ restApi }) => served(restApi)),
    }),
    restApis: table.restApis.map(({ executeApiEndpoint, ...api }) => ({
      ...api,
      unknownRoutes: undefined,
      ...(executeApiEndpoint === 'disabled' && { executeApiEndpoint }),
      routes: api.routes.filter(
        ({ integration }) =>
          integration.type !== 'UNKNOWN' &&
          (!('applicationLoadBalancer' in integration) ||
            applicationListeners.some(
              (one) => one.applicationLoadBalancer === integration.applicationLoadBalancer,
            )),
      ),
    })),
    networkListeners: table.networkListeners.filter((one) => !('unknown' in one)),
    applicationListeners: applicationListeners.map((listener) => ({
      ...listener,
      rules: listener.rules.filter(({ action }) => leads(action)),
    })),
  };
}

async function runs(table: RouteTable): Promise<{ files: StageOfTable; stage: LocalStage }> {
  const files = stageOfTable(table);
  const { root, outdir } = files;
  const stage = await startLocalStage({ root, outdir, port: 0, onEvent: () => undefined });
  return { files, stage };
}

const byTable = new Map<RouteTable, RoutingCase[]>();
const runnables = new Map<RouteTable, RouteTable>();
for (const one of routingCases()) {
  const table = runnables.get(one.table) ?? runnable(one.table);
  runnables.set(one.table, table);
  // Some are of what does not run, of a request without a host, or of one from another address.
  if (evaluateNaively(table, sent(one.request)) !== one.expected) continue;
  byTable.set(table, [...(byTable.get(table) ?? []), one]);
}

test('nearly all cases of the data file run here', () => {
  expect([...byTable.values()].flat().length).toBeGreaterThanOrEqual(
    Math.floor(routingCases().length * 0.9),
  );
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

/** The request, and what came of it where that is not what both evaluators say. */
async function disagreement(url: string, table: RouteTable, request: RouteRequest) {
  const naive = evaluateNaively(table, request);
  const resolved = summaryOf(createResolver(table)(request));
  const got = await ask(url, request);
  const agree = naive === resolved && overHttp(table, request, naive).includes(got);
  return agree ? [] : [{ request, naive, resolved, got }];
}

describe.each([...byTable].map((suite, at) => [at + 1, ...suite] as const))(
  'table %i',
  (_, table, cases) => {
    let running: Awaited<ReturnType<typeof runs>>;

    beforeAll(async () => {
      running = await runs(table);
    }, 120_000);

    afterAll(async () => {
      await running.stage.close();
      running.files.dispose();
    });

    it.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
      const request = sent(one.request);
      expect(overHttp(table, request, one.expected)).toContain(
        await ask(running.stage.url, request),
      );
    });

    it('answers as both evaluators say, whatever is asked', async () => {
      const differing = [];
      for (const path of morePaths(table)) {
        for (const method of ['GET', 'POST']) {
          const request = sent({ method, path });
          differing.push(...(await disagreement(running.stage.url, table, request)));
        }
      }
      expect(differing).toEqual([]);
    }, 120_000);
  },
);

test('answers as both evaluators say, whatever the table', async () => {
  const requests = fc.array(generatedRequest, { minLength: 60, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(generatedTable.map(runnable), requests, async (table, asked) => {
      const { files, stage } = await runs(table);
      try {
        const differing = [];
        for (const request of asked.map(sent)) {
          differing.push(...(await disagreement(stage.url, table, request)));
        }
        expect(differing).toEqual([]);
      } finally {
        await stage.close();
        files.dispose();
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 600_000);
