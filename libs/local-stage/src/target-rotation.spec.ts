import type { Target, TargetHealth } from './target';
import { TargetRotation } from './target-rotation';

const target = (health: TargetHealth) => ({ health }) as Target;

function rotationOf(...targets: readonly Target[]): TargetRotation {
  const rotation = new TargetRotation();
  for (const one of targets) rotation.add('quotes', one);
  return rotation;
}

const nextOf = (rotation: TargetRotation, count: number) =>
  Array.from({ length: count }, () => rotation.next('quotes'));

test('healthy targets take turns, others get nothing', () => {
  const [one, other] = [target('healthy'), target('healthy')];
  const rotation = rotationOf(target('initial'), one, target('unhealthy'), other, target('gone'));
  const next = nextOf(rotation, 4);
  expect(next.slice(0, 2).every((found) => found === one || found === other)).toBe(true);
  expect(next[0]).not.toBe(next[1]);
  expect(next.slice(2)).toEqual(next.slice(0, 2));
});

test('where none is healthy, those that were get the requests', () => {
  const sick = target('unhealthy');
  expect(nextOf(rotationOf(target('initial'), sick), 2)).toEqual([sick, sick]);
});

test('there is none where none has been healthy, and none of another group', () => {
  expect(nextOf(rotationOf(target('initial'), target('gone')), 1)).toEqual([undefined]);
  expect(new TargetRotation().next('quotes')).toBeUndefined();
});

test('one that is removed is no longer asked', () => {
  const [one, other] = [target('healthy'), target('healthy')];
  const rotation = rotationOf(one, other);
  rotation.remove('quotes', one);
  rotation.remove('quotes', one);
  expect(nextOf(rotation, 3)).toEqual([other, other, other]);
});
