import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { transformSync } from '@swc/core';
import fc from 'fast-check';
import type { createResolver } from './resolve-request';
import { routingCases } from './testing/case-file';
import { generatedRequest, generatedTable } from './testing/generated-tables';
import { evaluateNaively } from './testing/naive-evaluator';
import { summaryOf } from './testing/summary';

/** A mistake that somebody could make in the evaluator. */
interface Mutation {
  readonly what: string;
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
}

const mutations: readonly Mutation[] = [
  {
    what: 'a question mark is a character like others',
    file: 'path-pattern.ts',
    from: `wanted === '?' || `,
    to: '',
  },
  {
    what: 'a variable takes an empty segment',
    file: 'rest-router.ts',
    from: `if (segment !== '') {`,
    to: 'if (true) {',
  },
  {
    what: 'ANY has every verb',
    file: 'rest-router.ts',
    from: `(anyMethods.has(method) ? routes.get('ANY') : undefined)`,
    to: `routes.get('ANY')`,
  },
  {
    what: 'what goes first across depths is known',
    file: 'rest-router.ts',
    from: 'kind < (winner.kinds[position] ?? kind)',
    to: 'false',
  },
  {
    what: 'slashes at the end count',
    file: 'rest-router.ts',
    from: `while (end > start && path[end - 1] === '/') end -= 1;`,
    to: '',
  },
  {
    what: 'hosts are compared with regard to case',
    file: 'conditions.ts',
    from: 'if (values.some((value) => matchesIgnoringCase(value, host))) return true;',
    to: 'if (values.some((value) => matchesPattern(value, host))) return true;',
  },
  {
    what: 'one condition of several is enough',
    file: 'listener-rules.ts',
    from: 'met = false;',
    to: 'met = rule.conditions.length > 1;',
  },
  {
    what: 'a weight of 0 gets requests',
    file: 'resolve-listener.ts',
    from: 'weight > 0',
    to: 'weight >= 0',
  },
  {
    what: 'the shortest base path wins',
    file: 'domain-mappings.ts',
    from: 'b.basePath.length - a.basePath.length',
    to: 'a.basePath.length - b.basePath.length',
  },
  {
    what: 'a rule does not rewrite',
    file: 'resolve-request.ts',
    from: 'return path.replace(new RegExp(rewrite.regex), rewrite.replace);',
    to: 'return path;',
  },
  {
    what: "the ALB sees the client's host",
    file: 'resolve-request.ts',
    from: '{ hostSuffix: loadBalancerNames }',
    to: '{ host: request.host }',
  },
  {
    what: 'a disabled endpoint serves',
    file: 'resolve-request.ts',
    from: `return executeApiEndpoint === 'disabled';`,
    to: 'return false;',
  },
  {
    what: 'routes that are not known take nothing',
    file: 'resolve-request.ts',
    from: `return route?.method === method && !route.path.includes('{');`,
    to: 'return true;',
  },
  {
    what: 'the first of two APIs is meant',
    file: 'resolve-request.ts',
    from: 'if (ends.every((end) => end === endOf(resolution))) return resolution;',
    to: 'return resolution;',
  },
  {
    what: 'an ALB is known to compare semicolons',
    file: 'alb-path.ts',
    from: '/%2f|\\/\\/|;/i',
    to: '/%2f|\\/\\//i',
  },
];

const sources = new Map(
  readdirSync(__dirname)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== 'index.ts')
    .map((file) => [file, readFileSync(join(__dirname, file), 'utf8')]),
);

function compile(source: string): string {
  return transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;
}

const compiled = new Map([...sources].map(([file, source]) => [file, compile(source)]));
const requireOutside = createRequire(__filename);

/** `createResolver` of sources of which one is another. */
function resolverOf(changed: ReadonlyMap<string, string>): typeof createResolver {
  const loaded = new Map<string, Record<string, unknown>>();
  const load = (file: string): Record<string, unknown> => {
    const existing = loaded.get(file);
    if (existing) return existing;
    const module: { exports: Record<string, unknown> } = { exports: {} };
    loaded.set(file, module.exports);
    const code = changed.get(file) ?? compiled.get(file) ?? '';
    const require = (name: string): unknown =>
      name.startsWith('./') ? load(`${posix.basename(name)}.ts`) : requireOutside(name);
    new Function('module', 'exports', 'require', code)(module, module.exports, require);
    return module.exports;
  };
  return load('resolve-request.ts').createResolver as typeof createResolver;
}

const cases = routingCases();

/** What the data file and the property say of a resolver; empty where they find nothing. */
function complaintOf(create: typeof createResolver): string {
  for (const { name, table, request, expected } of cases) {
    const actual = summaryOf(create(table)(request));
    if (actual !== expected) return `${name}: ${actual}`;
  }
  const requests = fc.array(generatedRequest, { minLength: 1, maxLength: 10 });
  const property = fc.property(generatedTable, requests, (table, asked) => {
    const resolve = create(table);
    return asked.every((one) => summaryOf(resolve(one)) === evaluateNaively(table, one));
  });
  const { failed, counterexample } = fc.check(property, { numRuns: 300 });
  return failed ? JSON.stringify(counterexample) : '';
}

test('without a mutation nobody complains', () => {
  expect(complaintOf(resolverOf(new Map()))).toBe('');
});

test('there are ten mutations at least', () => {
  expect(mutations.length).toBeGreaterThanOrEqual(10);
});

test.each(mutations)('$what: somebody complains', ({ file, from, to }) => {
  const parts = (sources.get(file) ?? '').split(from);
  expect(parts).toHaveLength(2);
  const complaint = complaintOf(resolverOf(new Map([[file, compile(parts.join(to))]])));
  expect(complaint).not.toBe('');
});
