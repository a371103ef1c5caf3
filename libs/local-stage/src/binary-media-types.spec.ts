import { passedAsBytes } from './binary-media-types';

test.each<[string[], string | undefined, boolean]>([
  [[], 'image/png', false],
  [['*/*'], 'application/json', true],
  [['*/*'], undefined, true],
  [['image/png'], 'image/PNG; q=1', true],
  [['image/png'], 'image/jpeg', false],
])('with %j a body of type %s is bytes: %s', (types, contentType, isBytes) => {
  expect(passedAsBytes(types, contentType)).toBe(isBytes);
});
