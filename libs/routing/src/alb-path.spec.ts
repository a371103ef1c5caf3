import { otherReadings } from './alb-path';

test.each<[path: string, readings: [what: string, path: string][]]>([
  ['/quotes/42', []],
  ['/a%20b', []],
  ['/a%2Fb', [['%2F', '/a/b']]],
  ['/a%2fb', [['%2F', '/a/b']]],
  ['/a//b', [['//', '/a/b']]],
  ['/a;v=1/b', [[';', '/a/b']]],
  [
    '/a//b;c',
    [
      [';', '/a//b'],
      ['//', '/a/b;c'],
      ['// and ;', '/a/b'],
    ],
  ],
])('%s may be read as %j', (path, readings) => {
  expect(otherReadings(path).map((one) => [one.what, one.path])).toEqual(readings);
});
