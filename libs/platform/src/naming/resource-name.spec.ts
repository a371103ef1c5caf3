import fc from 'fast-check';
import { nameRules, type NamedResource, type NameRule } from './name-rules';
import { serviceResourceName, stageResourceName, type NamedStage } from './resource-name';

const resources = Object.keys(nameRules) as NamedResource[];
const rules: Readonly<Record<NamedResource, NameRule>> = nameRules;
const dev: NamedStage = { project: 'slipway', name: 'dev', account: '123456789012' };
const longest: NamedStage = { ...dev, project: 'a'.repeat(12), name: 'b'.repeat(12) };

const word = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);
const stage = fc.record({
  project: word.filter((project) =>
    resources.every((resource) => rules[resource].reservedStart !== `${project}-`),
  ),
  name: word,
  account: fc.stringMatching(/^\d{12}$/),
});
/** Names as the catalog takes them; few letters and many hyphens, so that they meet. */
const service = fc.oneof(
  fc.stringMatching(/^[a-z]([a-z0-9]|-[a-z0-9]){1,19}$/),
  fc.stringMatching(/^[ab](-(a|b|task|execution|function|cpu)){1,4}$/),
);

/** The names that a service of this name can have for a kind of resource, one for each part. */
function namesOf(resource: NamedResource, of: NamedStage, name: string): string[] {
  const parts = rules[resource].serviceParts ?? [undefined];
  return parts.map((part) =>
    serviceResourceName(resource, of, { service: name, part: part as never }),
  );
}

test('every name is one that AWS takes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...resources), stage, service, (resource, of, name) => {
      const { maxLength, pattern, reservedStart } = rules[resource];
      for (const text of [
        ...namesOf(resource, of, name),
        stageResourceName(resource, of, { part: 'alb-10' }),
      ]) {
        expect(text.length).toBeLessThanOrEqual(maxLength);
        expect(text).toMatch(pattern);
        if (reservedStart) expect(text.startsWith(reservedStart)).toBe(false);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('no two services share a name, wherever their hyphens are', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...resources),
      fc.oneof(stage, fc.constant(longest)),
      fc.uniqueArray(service, { minLength: 2, maxLength: 20 }),
      (resource, of, names) => {
        const all = names.flatMap((name) => namesOf(resource, of, name));
        expect(new Set(all).size).toBe(all.length);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a service whose name ends like a part does not meet the part of another', () => {
  const [execution, task] = namesOf('role', dev, 'a');
  expect([execution, task]).toEqual(['slipway-dev-a-execution', 'slipway-dev-a-task']);
  expect(namesOf('role', dev, 'a-task')).not.toContain(task);
  for (const { serviceParts = [] } of Object.values(rules)) {
    expect(serviceParts.filter((part) => part.includes('-'))).toEqual([]);
  }
});

test('stages share no names, and where a name holds the account no two accounts do', () => {
  fc.assert(
    fc.property(fc.constantFrom(...resources), stage, stage, service, (resource, a, b, name) => {
      fc.pre(a.project !== b.project || a.name !== b.name);
      expect(namesOf(resource, a, name)).not.toEqual(namesOf(resource, b, name));
    }),
  );
  const bucket = (account: string) =>
    stageResourceName('bucket', { ...dev, account }, { part: 'logs' });
  expect(bucket('1'.repeat(12))).not.toBe(bucket('2'.repeat(12)));
});

describe('a name that is too long', () => {
  const cut = (name: string) =>
    serviceResourceName('role', longest, { service: name, part: 'execution' });

  it('ends in a hash, and keeps the whole prefix', () => {
    expect(cut('c'.repeat(40))).toMatch(/^a{12}-b{12}-c{31}-[a-z0-9]{6}$/);
  });

  it('differs from another with the same start', () => {
    expect(cut(`${'c'.repeat(39)}d`)).not.toBe(cut(`${'c'.repeat(39)}e`));
  });

  it('keeps the prefix that deploy roles are limited to, even in a target group', () => {
    const named = { service: 'quotes', part: undefined, replacedBy: [8080] };
    expect(serviceResourceName('targetGroup', longest, named)).toMatch(/^a{12}-b{12}-[a-z0-9]{6}$/);
  });
});

test('a name of 32 characters has room for the tenth ALB of the longest stage', () => {
  expect(stageResourceName('loadBalancer', longest, { part: 'alb-10' })).toBe(
    'aaaaaaaaaaaa-bbbbbbbbbbbb-alb-10',
  );
});

test('a name changes with what replaces its resource, so that old and new can stand together', () => {
  const name = (port: number) =>
    serviceResourceName('targetGroup', dev, {
      service: 'quotes',
      part: undefined,
      replacedBy: [port, 'HTTP'],
    });
  expect(name(80)).toMatch(/^slipway-dev-quotes-[a-z0-9]{6}$/);
  expect(name(80)).toBe(name(80));
  expect(name(80)).not.toBe(name(81));
});

test('what a stage shares does not meet a service of that name', () => {
  const named = { replacedBy: [80] };
  expect(stageResourceName('targetGroup', dev, { part: 'alb-1', ...named })).not.toBe(
    serviceResourceName('targetGroup', dev, { service: 'alb-1', part: undefined, ...named }),
  );
});
