import { RestartBackOff } from './restart-back-off';

const failures = (...healthyFor: (number | undefined)[]) => {
  const backOff = new RestartBackOff();
  return healthyFor.map((time) => backOff.failed(time));
};

test('a task that never gets healthy waits twice as long each time, and half a minute at most', () => {
  const never = Array.from({ length: 7 }, () => undefined);
  expect(failures(...never)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('one that was healthy is replaced at once, unless it fails again and again', () => {
  expect(failures(500, 500, 500)).toEqual([0, 2_000, 4_000]);
});

test('one that was healthy for long begins anew', () => {
  expect(failures(undefined, undefined, 10_000)).toEqual([1_000, 2_000, 0]);
});

test('so does something new to try', () => {
  const backOff = new RestartBackOff();
  backOff.failed(undefined);
  backOff.failed(undefined);
  backOff.reset();
  expect(backOff.failed(undefined)).toBe(1_000);
});
