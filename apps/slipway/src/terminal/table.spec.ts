import pc from 'picocolors';
import { formatTable } from './table';

test('columns stand under their headings, with nothing at the end of a line', () => {
  const rows = [
    ['quotes', 'arm64'],
    ['a', ''],
  ];
  expect(formatTable(['service', 'runs on'], rows, pc.createColors(false))).toBe(
    ['service  runs on', 'quotes   arm64', 'a'].join('\n'),
  );
});
