import { requestHeaders, responseHeaders } from './headers';

const forwarding = { clientAddress: '127.0.0.1', port: 80, traceId: 'Root=1-0-0' };

/** Header lines as a map of the values of each lower-cased name. */
function sent(rawHeaders: readonly string[], connection?: string): Record<string, string[]> {
  const lines = requestHeaders(rawHeaders, connection, 'nlb', forwarding);
  const result: Record<string, string[]> = {};
  for (let at = 0; at < lines.length; at += 2) {
    (result[lines[at]?.toLowerCase() ?? ''] ??= []).push(lines[at + 1] ?? '');
  }
  return result;
}

test('a service sees who asked and by which way', () => {
  expect(sent(['Host', 'localhost:4000', 'Accept', '*/*'])).toEqual({
    accept: ['*/*'],
    host: ['nlb'],
    via: ['1.1 AmazonAPIGateway'],
    'x-amzn-trace-id': ['Root=1-0-0'],
    'x-forwarded-for': ['127.0.0.1'],
    'x-forwarded-port': ['80'],
    'x-forwarded-proto': ['http'],
  });
});

test('what earlier hops wrote is kept in front', () => {
  const headers = [
    'Via',
    '1.1 cdn',
    'X-Forwarded-For',
    '203.0.113.7',
    'X-Amzn-Trace-Id',
    'Root=1-1-1',
  ];
  expect(sent(headers)).toMatchObject({
    via: ['1.1 cdn, 1.1 AmazonAPIGateway'],
    'x-forwarded-for': ['203.0.113.7, 127.0.0.1'],
    'x-amzn-trace-id': ['Root=1-1-1'],
  });
});

test('headers of the connection itself, those it names, and Expect end at the front', () => {
  const names = Object.keys(
    sent(
      [
        ...['Connection', 'X-Hop, keep-alive'],
        ...['Keep-Alive', 'timeout=5'],
        ...['X-Hop', '1'],
        ...['Transfer-Encoding', 'chunked'],
        ...['TE', 'trailers'],
        ...['Upgrade', 'h2c'],
        ...['Expect', '100-continue'],
        ...['X-Kept', '1'],
      ],
      'X-Hop, keep-alive',
    ),
  );
  expect(names).toContain('x-kept');
  for (const name of [
    'connection',
    'keep-alive',
    'x-hop',
    'transfer-encoding',
    'te',
    'upgrade',
    'expect',
  ]) {
    expect(names).not.toContain(name);
  }
});

test('repeated lines stay separate', () => {
  expect(sent(['Cookie', 'a=1', 'Cookie', 'b=2']).cookie).toEqual(['a=1', 'b=2']);
});

test('a response loses what belongs to the connection to the service', () => {
  expect(
    responseHeaders({
      connection: 'keep-alive, x-hop',
      'keep-alive': 'timeout=72',
      'transfer-encoding': 'chunked',
      'x-hop': '1',
      'set-cookie': ['a=1', 'b=2'],
    }),
  ).toEqual({ 'set-cookie': ['a=1', 'b=2'] });
});
