import { limitsByQuarter, quarterText, windowsByQuarter } from './floor-week';

const own = { min: 3, max: 6, timezone: 'UTC' };
const busy = { min: 5, max: 20 };

test('without windows a floor holds all week', () => {
  const week = limitsByQuarter({ ...own, windows: [] });
  expect(week).toHaveLength(7 * 24 * 4);
  expect(new Set(week.map(({ min }) => min))).toEqual(new Set([3]));
});

test('a window holds from its first quarter up to its last', () => {
  const week = limitsByQuarter({
    ...own,
    windows: [{ days: ['tue'], from: '08:15', to: '09:00', ...busy }],
  });
  const held = week.flatMap(({ min }, quarter) => (min === 5 ? quarterText(quarter) : []));
  expect(held).toEqual(['tue at 08:15', 'tue at 08:30', 'tue at 08:45']);
});

test('a window that ends before it begins lasts into the next day, on Sunday into Monday', () => {
  const week = windowsByQuarter({
    windows: [{ days: ['sun'], from: '23:30', to: '00:30', ...busy }],
  });
  const held = week.flatMap((windows, quarter) => (windows.length > 0 ? quarterText(quarter) : []));
  expect(held).toEqual(['mon at 00:00', 'mon at 00:15', 'sun at 23:30', 'sun at 23:45']);
});

test('a day ends at 24:00', () => {
  const week = windowsByQuarter({
    windows: [{ days: ['wed'], from: '00:00', to: '24:00', ...busy }],
  });
  expect(week.filter((windows) => windows.length > 0)).toHaveLength(96);
});
