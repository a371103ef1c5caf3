import type { Target, TargetHealth } from './target';
import { TargetGroups } from './target-groups';

const target = (health: TargetHealth, draining = false) => ({ health, draining }) as Target;

function groupsOf(...targets: readonly Target[]): TargetGroups {
  const groups = new TargetGroups();
  for (const one of targets) groups.register('quotes', one);
  return groups;
}

const nextOf = (groups: TargetGroups, count: number) =>
  Array.from({ length: count }, () => groups.next('quotes'));

test('healthy targets take turns, others get nothing', () => {
  const [one, other] = [target('healthy'), target('healthy')];
  const others = [target('initial'), target('unhealthy'), target('healthy', true), target('gone')];
  const next = nextOf(groupsOf(one, ...others, other), 4);
  expect(next.slice(0, 2).every((found) => found === one || found === other)).toBe(true);
  expect(next[0]).not.toBe(next[1]);
  expect(next.slice(2)).toEqual(next.slice(0, 2));
});

test('where none is healthy, those that were get the requests', () => {
  const sick = target('unhealthy');
  expect(nextOf(groupsOf(target('initial'), sick), 2)).toEqual([sick, sick]);
});

test('there is none where none has been healthy, and none of another group', () => {
  expect(nextOf(groupsOf(target('initial'), target('gone')), 1)).toEqual([undefined]);
  expect(new TargetGroups().next('quotes')).toBeUndefined();
});
