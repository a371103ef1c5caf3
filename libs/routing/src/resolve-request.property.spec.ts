import fc from 'fast-check';
import { createResolver } from './resolve-request';
import { generatedRequest, generatedTable } from './testing/generated-tables';
import { evaluateNaively } from './testing/naive-evaluator';
import { summaryOf } from './testing/summary';

const requests = fc.array(generatedRequest, { minLength: 1, maxLength: 10 });

test('a resolver says of every request what trying every route and rule says', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(generatedTable, requests, (table, asked) => {
      const resolve = createResolver(table);
      for (const request of asked) {
        const resolution = resolve(request);
        seen.add(resolution.outcome);
        expect(summaryOf(resolution)).toBe(evaluateNaively(table, request));
      }
    }),
    { numRuns: 1_500 },
  );
  expect([...seen].sort()).toEqual([
    'broken',
    'fixed-response',
    'function',
    'mock',
    'network-target-group',
    'no-route',
    'outside',
    'redirect',
    'target-group',
    'uncertain',
  ]);
});

test('the rules that lost are those before the winner, each with a reason', () => {
  fc.assert(
    fc.property(generatedTable, requests, (table, asked) => {
      const resolve = createResolver(table);
      for (const request of asked) {
        const resolution = resolve(request);
        if (resolution.outcome !== 'target-group' && resolution.outcome !== 'fixed-response') {
          continue;
        }
        const { listener, rule: winner, losers } = resolution;
        const before = winner ? listener.rules.indexOf(winner) : listener.rules.length;
        expect(losers.map((loser) => loser.rule)).toEqual(listener.rules.slice(0, before));
        for (const { reason } of losers) expect(reason).toMatch(/match/);
      }
    }),
  );
});
