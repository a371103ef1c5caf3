import fc from 'fast-check';
import { depthOf, freePriority, priorityBand } from './priority';

test.each([
  ['/a', 40_000, 49_999],
  ['/a/b', 30_000, 39_999],
  ['/a/b/c', 20_000, 29_999],
  ['/a/b/c/d', 10_000, 19_999],
])('%s has a priority from %i to %i', (basePath, first, last) => {
  expect(priorityBand(basePath)).toEqual({ first, last });
});

test('a base path below another one is always evaluated before it', () => {
  const segment = fc.stringMatching(/^[a-z]{1,4}$/);
  const path = fc
    .array(segment, { minLength: 1, maxLength: 3 })
    .map((segments) => `/${segments.join('/')}`);
  fc.assert(
    fc.property(path, segment, fc.string(), fc.string(), (above, below, one, other) => {
      const none = new Set<number>();
      const outer = freePriority(one, priorityBand(above), none);
      const inner = freePriority(other, priorityBand(`${above}/${below}`), none);
      expect(inner).toBeLessThan(outer);
    }),
  );
});

test('a depth is a number of segments', () => {
  expect(['/a', '/a/b', '/a/b/c'].map(depthOf)).toEqual([1, 2, 3]);
});

describe('a free priority', () => {
  const band = { first: 10, last: 14 };

  it('is the next one after those that are taken, from the end on from the start', () => {
    const wanted = freePriority('quotes', band, new Set());
    const order = Array.from({ length: 5 }, (_, step) => 10 + ((wanted - 10 + step) % 5));
    const taken = new Set<number>();
    for (const expected of order) {
      expect(freePriority('quotes', band, taken)).toBe(expected);
      taken.add(expected);
    }
  });

  it('cannot be had where the band is full', () => {
    const full = new Set([10, 11, 12, 13, 14]);
    expect(() => freePriority('quotes', band, full)).toThrow(
      'every priority from 10 to 14 is taken',
    );
  });

  it('differs for most services, so that branches do not meet', () => {
    const names = Array.from({ length: 100 }, (_, index) => `service-${index}`);
    const wide = priorityBand('/a');
    const wanted = names.map((name) => freePriority(name, wide, new Set()));
    expect(new Set(wanted).size).toBeGreaterThan(95);
  });
});
