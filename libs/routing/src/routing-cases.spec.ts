import { createResolver } from './resolve-request';
import { routingCases } from './testing/case-file';
import { evaluateNaively } from './testing/naive-evaluator';
import { summaryOf } from './testing/summary';

const cases = routingCases();

test('there are sixty cases at least, each with its name and its source', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  for (const { source } of cases)
    expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|github\.com)\//);
});

test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { table, request, expected }) => {
  expect(summaryOf(createResolver(table)(request))).toBe(expected);
  expect(evaluateNaively(table, request)).toBe(expected);
});
