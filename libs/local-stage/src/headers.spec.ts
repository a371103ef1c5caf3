import {
  addIntegrationHeaders,
  requestHeaders,
  responseHeaders,
  type RequestChanges,
} from './headers';

const throughApi: RequestChanges = {
  clientAddress: '127.0.0.1',
  port: 80,
  traceId: 'Root=1-0-0',
  host: 'nlb',
  via: '1.1 AmazonAPIGateway',
};

/** Header lines as a map of the values of each lower-cased name. */
function sent(
  rawHeaders: readonly string[],
  connection?: string,
  changes = throughApi,
): Record<string, string[]> {
  const lines = requestHeaders(rawHeaders, connection, changes);
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

test('a mapped host is the only one, and other mapped headers replace those of the client', () => {
  const changes = { ...throughApi, host: 'a.example.com', replaced: { Host: 'b', 'X-User': 'me' } };
  expect(sent(['Host', 'localhost', 'x-user', 'you'], undefined, changes)).toMatchObject({
    host: ['a.example.com'],
    'x-user': ['me'],
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

test('a call that comes through no API says nothing of one', () => {
  const { via, ...call } = throughApi;
  expect(via).toBe('1.1 AmazonAPIGateway');
  expect(sent(['Accept', '*/*'], undefined, call)).not.toHaveProperty('via');
  expect(sent(['Via', '1.1 cdn'], undefined, call).via).toEqual(['1.1 cdn']);
});

test('a mapped header takes the place of what the client sent', () => {
  const changes = { ...throughApi, replaced: { 'X-Principal': 'alice' } };
  expect(sent(['x-principal', 'mallory'], undefined, changes)['x-principal']).toEqual(['alice']);
});

test('a load balancer that drops invalid header fields passes only valid ones on', () => {
  const lines = ['x_bad', '1', 'X-Good', '1'];
  expect(sent(lines)).toHaveProperty('x_bad');
  const names = Object.keys(sent(lines, undefined, { ...throughApi, dropInvalid: true }));
  expect(names).toContain('x-good');
  expect(names).not.toContain('x_bad');
});

test('API Gateway sends its own headers in the place of an integration’s', () => {
  const sent = {};
  addIntegrationHeaders(sent, {
    'content-type': 'text/plain',
    'content-length': '5',
    connection: 'keep-alive',
    date: 'then',
    server: 'awselb/2.0',
    'www-authenticate': 'Basic',
    'x-amzn-requestid': 'theirs',
    via: '1.1 cdn',
  });
  expect(sent).toEqual({
    'content-type': 'text/plain',
    'content-length': '5',
    'x-amzn-remapped-connection': 'keep-alive',
    'x-amzn-remapped-content-length': '5',
    'x-amzn-remapped-date': 'then',
    'x-amzn-remapped-server': 'awselb/2.0',
    'x-amzn-remapped-www-authenticate': 'Basic',
    'x-amzn-remapped-x-amzn-requestid': 'theirs',
  });
});
