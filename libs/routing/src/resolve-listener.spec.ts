import { resolveListener } from './resolve-listener';
import { sampleTable } from './testing/sample-table';

const table = sampleTable();
const [group] = table.targetGroups;
const listener = {
  applicationLoadBalancer: 'dev-alb-1',
  port: 40_001,
  rules: [],
  defaultAction: { type: 'forward', targetGroup: group?.name ?? '' },
} as const;

test('a listener without rules sends everything to the group of its default action', () => {
  for (const path of ['/', '/quotes', '/anything/else']) {
    expect(resolveListener(table, listener, { path })).toEqual({
      outcome: 'target-group',
      listener,
      rule: undefined,
      losers: [],
      targetGroup: group,
    });
  }
});

test('a group that does not exist is named', () => {
  const action = { type: 'forward', targetGroup: 'gone' } as const;
  const resolved = resolveListener(table, { ...listener, defaultAction: action }, { path: '/' });
  expect(resolved).toMatchObject({
    outcome: 'broken',
    reason: 'the default action of dev-alb-1 forwards to gone, which does not exist',
  });
});
