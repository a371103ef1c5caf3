import { RequestTrace } from './request-record';

const request = { requestId: 'id', time: 1, method: 'GET', path: '/quotes' };
const answered = { statusCode: 200, answeredBy: 'quotes' };

test('a hop within another one begins later and lasts no longer', () => {
  const trace = new RequestTrace();
  const leaveOuter = trace.enter('api-gateway', 'api');
  const leaveInner = trace.enter('target', 'quotes');
  leaveInner();
  leaveOuter();
  const { hops, durationMs } = trace.record(request, answered);
  const [outer, inner] = hops;
  expect(inner?.startMs).toBeGreaterThanOrEqual(outer?.startMs ?? NaN);
  expect(inner?.durationMs).toBeLessThanOrEqual(outer?.durationMs ?? NaN);
  expect(durationMs).toBeGreaterThanOrEqual(outer?.durationMs ?? NaN);
});

test('why a rule lost is only worked out when somebody asks, and can be sent as JSON', () => {
  const trace = new RequestTrace();
  const reason = jest.fn(() => 'path /quotes does not match /x');
  const rule = {
    priority: 3,
    conditions: [],
    action: { type: 'forward', targetGroup: 'x' },
  } as const;
  trace.losingRules = [
    {
      rule,
      get reason() {
        return reason();
      },
    },
  ];
  const record = trace.record(request, answered);
  expect(reason).not.toHaveBeenCalled();
  expect(JSON.parse(JSON.stringify(record))).toMatchObject({
    ...{ type: 'request', entry: 'slipway', ...request, ...answered },
    losers: [{ priority: 3, reason: 'path /quotes does not match /x' }],
  });
});
