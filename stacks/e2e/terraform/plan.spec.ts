import { changedOutputs, changesOf, type PlanJson } from './plan';

const base = { mode: 'managed', address: 'aws_lb.a' };

function plan(...resource_changes: NonNullable<PlanJson['resource_changes']>): PlanJson {
  return { resource_changes };
}

it('leaves out what stays and what is only read', () => {
  const change = { before: { a: 1 }, after: { a: 1 }, after_unknown: {} };
  expect(
    changesOf(
      plan(
        { ...base, change: { ...change, actions: ['no-op'] } },
        { ...base, mode: 'data', change: { ...change, actions: ['read'] } },
      ),
    ),
  ).toEqual([]);
});

it('names the attributes that differ, those known after the apply included', () => {
  const change = {
    actions: ['update'],
    before: { name: 'a', tags: { x: 1 }, arn: 'old', body: '1' },
    after: { name: 'a', tags: { x: 2 }, body: '1' },
    after_unknown: { arn: true, tags: { x: false } },
  };
  expect(changesOf(plan({ ...base, change }))).toEqual([
    { address: 'aws_lb.a', action: 'update', attributes: ['arn', 'tags'] },
  ]);
});

it.each([
  [['delete', 'create'], 'replace'],
  [['create', 'delete'], 'replace'],
  [['create'], 'create'],
  [['delete'], 'delete'],
])('reads %j as %s', (actions, action) => {
  const change = { actions, before: null, after: null, after_unknown: {} };
  expect(changesOf(plan({ ...base, change }))).toEqual([
    { address: 'aws_lb.a', action, attributes: [] },
  ]);
});

it('refuses an action that it does not know', () => {
  const change = { actions: ['forget'], before: null, after: null, after_unknown: {} };
  expect(() => changesOf(plan({ ...base, change }))).toThrow('forget');
});

it('names changed outputs', () => {
  const output_changes = { b: { actions: ['update'] }, a: { actions: ['no-op'] } };
  expect(changedOutputs({ output_changes })).toEqual(['b']);
});
