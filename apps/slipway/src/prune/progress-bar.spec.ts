import { barText, ProgressBar } from './progress-bar';

it.each([
  [0, 40, 0, 'versions [------------------------] 0/40, 0.0/s'],
  [10, 40, 5_000, 'versions [######------------------] 10/40, 2.0/s, 15 s left'],
  [10, 4_000, 1_000, 'versions [------------------------] 10/4000, 10.0/s, 7 min left'],
  [10, 400_000, 1_000, 'versions [------------------------] 10/400000, 10.0/s, 11.1 h left'],
  [40, 40, 20_000, 'versions [########################] 40/40, 2.0/s, 0 s left'],
])('after %i of %i in %i ms it says %s', (done, total, elapsed, text) => {
  expect(barText('versions', done, total, elapsed)).toBe(text);
});

it('is drawn on a terminal, not too often, and taken away', () => {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY: true, write: (text: string) => written.push(text) };
  const bar = new ProgressBar('versions', stream, () => now);
  bar.show(1, 3);
  bar.show(2, 3);
  now = 1_000;
  bar.show(3, 3);
  bar.end();
  expect(written.map((text) => text.replace('\r\u001b[K', ''))).toEqual([
    'versions [########----------------] 1/3, 0.0/s',
    'versions [########################] 3/3, 3.0/s, 0 s left',
    '',
  ]);
});

it('is not drawn elsewhere', () => {
  const written: string[] = [];
  const bar = new ProgressBar('versions', { write: (text: string) => written.push(text) });
  bar.show(1, 3);
  bar.end();
  expect(written).toEqual([]);
});
