import { writtenNumber } from './written-number';

test.each([
  ['2GB', 'MiB', 2048],
  ['0.5 GiB', 'MiB', 512],
  ['512MB', 'MiB', 512],
  ['2m', 'seconds', 120],
  ['29s', 'milliseconds', 29_000],
  ['60%', 'percent', 60],
  ['0.25 vCPU', 'cpuUnits', 256],
  [2.5, 'seconds', 2.5],
  ['-1', undefined, -1],
] as const)('%s in a field of %s is %d', (value, unit, number) => {
  expect(writtenNumber(value, unit)).toBe(number);
});

test.each([
  ['two', 'seconds'],
  ['', 'seconds'],
  ['5 parsecs', 'seconds'],
  ['2GB', undefined],
  [null, 'MiB'],
  [true, undefined],
] as const)('%s in a field of %s is no number', (value, unit) => {
  expect(writtenNumber(value, unit)).toBeUndefined();
});
