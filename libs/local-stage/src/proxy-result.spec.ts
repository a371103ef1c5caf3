import { proxyResult } from './proxy-result';

test('a result becomes an answer, JSON where it names no type', () => {
  expect(
    proxyResult(
      JSON.stringify({
        statusCode: 201,
        headers: { 'X-One': 1 },
        multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
        body: '{}',
      }),
      [],
    ),
  ).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'x-one': '1', 'set-cookie': ['a=1', 'b=2'] },
    body: '{}',
  });
});

test('the type that a handler names wins, whatever its case', () => {
  expect(
    proxyResult(JSON.stringify({ statusCode: 200, headers: { 'Content-Type': 'text/csv' } }), [
      '*/*',
    ]),
  ).toMatchObject({ headers: { 'content-type': 'text/csv' }, body: '' });
});

test.each([
  [undefined, 'nothing'],
  ['null', 'null'],
  ['"text"', '"text"'],
  ['{"body":"x"}', 'statusCode'],
  ['{"statusCode":99}', '99'],
  ['{"statusCode":200,"body":{}}', 'JSON.stringify'],
  ['{"statusCode":200,"cookies":[]}', 'cookies'],
])('%s is malformed', (json, names) => {
  expect(proxyResult(json, ['*/*'])).toEqual({
    malformed: expect.stringContaining(names) as string,
  });
});

test.each([
  [['*/*'], 'image/png', Buffer.from([0xff, 0x00])],
  [['image/jpeg'], 'image/png', '/wA='],
])('with %j a body in base64 of type %s is sent as %j', (types, type, body) => {
  const json = JSON.stringify({
    statusCode: 200,
    headers: { 'content-type': type },
    body: '/wA=',
    isBase64Encoded: true,
  });
  expect(proxyResult(json, types)).toMatchObject({ body });
});
