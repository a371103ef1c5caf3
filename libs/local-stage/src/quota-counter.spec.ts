import type { Quota } from '@slipway/terraform-graph';
import { QuotaCounter } from './quota-counter';

/** How many requests get through at each of some moments. */
function taken(quota: Quota, moments: readonly string[]): number[] {
  let now = 0;
  const counter = new QuotaCounter(quota, () => now);
  return moments.map((moment) => {
    now = Date.parse(moment);
    let count = 0;
    while (counter.take()) count++;
    return count;
  });
}

test.each<[Quota['period'], string, string]>([
  ['DAY', '2026-03-31T23:59:59Z', '2026-04-01T00:00:00Z'],
  // A Saturday and the Sunday after it.
  ['WEEK', '2026-04-04T23:59:59Z', '2026-04-05T00:00:00Z'],
  ['MONTH', '2026-03-31T23:59:59Z', '2026-04-01T00:00:00Z'],
])('a %s ends at midnight UTC', (period, last, first) => {
  expect(taken({ limit: 3, offset: 0, period }, [last, last, first])).toEqual([3, 0, 3]);
});

test.each<[Quota['period'], string, string]>([
  ['DAY', '2026-04-01T00:00:00Z', '2026-04-01T23:59:59Z'],
  ['WEEK', '2026-04-05T00:00:00Z', '2026-04-11T23:59:59Z'],
  ['MONTH', '2026-04-01T00:00:00Z', '2026-04-30T23:59:59Z'],
])('a %s is one period to its end', (period, first, last) => {
  expect(taken({ limit: 3, offset: 0, period }, [first, last])).toEqual([3, 0]);
});

test('the offset is taken off the first period only', () => {
  const quota = { limit: 5, offset: 2, period: 'DAY' } as const;
  expect(taken(quota, ['2026-04-01T00:00:00Z', '2026-04-02T00:00:00Z'])).toEqual([3, 5]);
});
