import fc from 'fast-check';
import { jsonDifferences } from './json-differences';

describe('jsonDifferences', () => {
  it('finds none in equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        expect(jsonDifferences(JSON.parse(JSON.stringify(value)), copy)).toEqual([]);
      }),
    );
  });

  it.each([
    [{ a: { b: 1 } }, { a: { b: 2 } }, { path: 'a.b', left: 1, right: 2 }],
    [{ a: [1, 2] }, { a: [1] }, { path: 'a.1', left: 2, right: undefined }],
    [{ a: {} }, { a: [] }, { path: 'a', left: {}, right: [] }],
    [{}, { a: null }, { path: 'a', left: undefined, right: null }],
  ])('finds what differs between %j and %j', (left, right, difference) => {
    expect(jsonDifferences(left, right)).toEqual([difference]);
  });
});
