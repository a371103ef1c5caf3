import { accessLogWriter } from './access-log';
import type { LocalStageEvent } from './events';
import { Front } from './front';
import { forbidden, refuseWith } from './gateway-responses';

const events: LocalStageEvent[] = [];
let format: string;

const front = new Front(
  (exchange) => {
    const write = accessLogWriter(format);
    exchange.context.apiKey = { name: 'gold', value: 'secret' };
    exchange.trace.accessLog = () => write(exchange);
    refuseWith(new Map())(exchange, forbidden);
    return Promise.resolve('');
  },
  (event) => events.push(event),
);

afterAll(() => front.close());

/** The line of a request that is answered 403. */
async function lineOf(given: string): Promise<string | undefined> {
  format = given;
  const port = await front.listen(0);
  await (
    await fetch(`http://127.0.0.1:${port}/quotes`, { headers: { 'user-agent': 'test' } })
  ).text();
  await front.close();
  const [event] = events.splice(0);
  return event?.type === 'request' ? event.accessLog : undefined;
}

test('variables are replaced where they stand, in any format', async () => {
  expect(await lineOf('<$context.httpMethod>$context.path</$context.status>, end')).toBe(
    '<GET>/quotes</403>, end',
  );
});

test('what there is no value of is a hyphen', async () => {
  const line = '"$context.wafResponseCode" $context.authorizer.principalId $context.nothing.x.';
  expect(await lineOf(line)).toBe('"-" - -.');
});

test('the key is named, and the error with its quotes', async () => {
  expect(
    await lineOf(
      '$context.identity.apiKeyId $context.error.messageString $context.identity.userAgent',
    ),
  ).toBe('gold "Forbidden" test');
});

test('the time is as in the common log format', async () => {
  expect(await lineOf('[$context.requestTime] $context.requestTimeEpoch')).toMatch(
    /^\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000\] \d{13}$/,
  );
});
