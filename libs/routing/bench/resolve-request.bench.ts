import { DFA, JS, NFA } from 'refa';
import { createResolver, lintRoutes, type ListenerRule, type RouteTable } from '../src';
import { evaluateNaively } from '../src/testing';
import { routeTo } from '../src/testing/routes';
import { sampleTable } from '../src/testing/sample-table';

const services = 1_000;
const perShard = 85;
const runs = 5;

/** What one explanation may take once the table is prepared, and what all pairs of rules may. */
const largestExplainMs = 5;
const largestShadowMs = 2_000;

/** A stage of 1,000 container services on ALBs of 85, each with two routes and one rule. */
function largeTable(rulesOfOne = perShard): RouteTable {
  const { targetGroups, networkListeners, applicationListeners } = sampleTable();
  const [group] = targetGroups;
  const [entry] = networkListeners;
  const [listener] = applicationListeners;
  if (!group || !entry || !listener) throw new Error('the sample table has them');
  const names = Array.from({ length: services }, (_, index) => `service-${index}`);
  const shards = Math.ceil(services / rulesOfOne);
  const shardOf = (index: number) => Math.floor(index / rulesOfOne);
  const routes = names.flatMap((name, index) =>
    [routeTo(`/${name}`), routeTo(`/${name}/{proxy+}`)].map((route) => ({
      ...route,
      integration: { ...route.integration, port: 80 + shardOf(index) } as typeof route.integration,
    })),
  );
  return {
    restApis: [{ name: 'api', apiStage: 'dev', binaryMediaTypes: [], routes }],
    networkListeners: Array.from({ length: shards }, (_, shard) => ({
      ...entry,
      port: 80 + shard,
      applicationLoadBalancer: `alb-${shard}`,
      applicationListenerPort: 80,
    })),
    applicationListeners: Array.from({ length: shards }, (_, shard) => ({
      ...listener,
      applicationLoadBalancer: `alb-${shard}`,
      port: 80,
      rules: names.flatMap((name, index): ListenerRule[] =>
        shardOf(index) === shard
          ? [
              {
                priority: 40_000 + index,
                conditions: [{ field: 'path-pattern', values: [`/${name}`, `/${name}/*`] }],
                action: { type: 'forward', targetGroup: name },
              },
            ]
          : [],
      ),
    })),
    targetGroups: names.map((name) => ({ ...group, name })),
  };
}

function measure(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

test('one explanation among 1,000 services', () => {
  const table = largeTable();
  const resolve = createResolver(table);
  const requests = Array.from({ length: 200 }, (_, at) => {
    return { method: 'GET', path: `/service-${(at * 37) % services}/42/lines` };
  });
  const pairs = Array.from({ length: runs }, () => ({
    explained: measure(() => {
      for (const request of requests) {
        const resolution = resolve(request);
        if (resolution.outcome !== 'target-group') throw new Error(resolution.outcome);
        for (const { reason } of resolution.losers) if (reason === '') throw new Error('no reason');
      }
    }),
    naive: measure(() => {
      for (const request of requests.slice(0, 10)) evaluateNaively(table, request);
    }),
  }));
  const explained = median(pairs.map((pair) => pair.explained / requests.length));
  const naive = median(pairs.map((pair) => pair.naive / 10));
  process.stdout.write(
    `one explanation ${explained.toFixed(3)} ms, trying every route and rule ${naive.toFixed(1)} ms, ratio ${(explained / naive).toFixed(4)}\n`,
  );
  expect(explained).toBeLessThanOrEqual(largestExplainMs);
});

test('every pair of 1,000 rules of one listener', () => {
  const table = { ...largeTable(services), restApis: [] };
  const rules = table.applicationListeners[0]?.rules ?? [];
  expect(rules).toHaveLength(services);
  const shadowing = median(
    Array.from({ length: runs }, () => measure(() => expect(lintRoutes(table)).toEqual([]))),
  );
  const values = rules.slice(0, 20).map(({ conditions: [first] }) => first?.values as string[]);
  const compared = (values.length * (values.length - 1)) / 2;
  const refa = measure(() => {
    values.forEach((later, at) => {
      for (const earlier of values.slice(0, at)) covers(earlier, later);
    });
  });
  const perPair = shadowing / ((services * (services - 1)) / 2);
  process.stdout.write(
    `all pairs of 1,000 rules ${shadowing.toFixed(0)} ms, ${(perPair * 1_000).toFixed(2)} µs a pair; refa ${((refa / compared) * 1_000).toFixed(0)} µs a pair, ratio ${(perPair / (refa / compared)).toFixed(5)}\n`,
  );
  expect(shadowing).toBeLessThanOrEqual(largestShadowMs);
});

function automatonOf(globs: readonly string[]): NFA {
  const source = globs.map((glob) => glob.replaceAll('/', '\\/').replaceAll('*', '[^]*')).join('|');
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: '' }).parse();
  return NFA.fromRegex(expression, { maxCharacter });
}

function covers(earlier: readonly string[], later: readonly string[]): boolean {
  const outside = DFA.fromFA(automatonOf(earlier));
  outside.complement();
  return NFA.fromIntersection(automatonOf(later), outside).isEmpty;
}
