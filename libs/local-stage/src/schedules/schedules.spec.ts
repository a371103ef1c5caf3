import type { Manifest } from '@slipway/platform';
import type { Schedule } from '@slipway/terraform-graph';
import type { LocalStageEvent } from '../events';
import type { InvocationResult } from '../invocation-result';
import { Schedules } from './schedules';

const nightly: Schedule = {
  kind: 'scheduler',
  name: 'slipway-local-reports-nightly-k3x9ab',
  service: 'reports',
  expression: 'cron(0 3 * * ? *)',
  timezone: 'UTC',
  enabled: true,
  target: { kind: 'function', functionName: 'reports', qualifier: 'live' },
  input: '{"full":true}',
};
const often: Schedule = { ...nightly, name: 'slipway-local-warm', expression: 'rate(5 minutes)' };
const floor: Schedule = {
  ...nightly,
  name: 'slipway-local-floor',
  target: { kind: 'other', arn: 'arn:aws:scheduler:::aws-sdk:lambda:PutFunctionScalingConfig' },
};
const once: Schedule = { ...nightly, name: 'once', expression: 'at(2027-06-01T00:00:00)' };
const off: Schedule = { ...often, name: 'off', enabled: false };
const elsewhere: Schedule = {
  ...often,
  name: 'elsewhere',
  target: { kind: 'function', functionName: 'python' },
};

const manifest = {
  project: 'slipway',
  stage: 'local',
  account: '000000000000',
  region: 'us-east-1',
} as Manifest;

let calls: unknown[][];
let events: LocalStageEvent[];
let result: InvocationResult;
let schedules: Schedules;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-21T02:58:00Z') });
  calls = [];
  events = [];
  result = { kind: 'result', json: '{"rows":7}' };
  schedules = new Schedules({
    manifest,
    schedules: [nightly, often, floor, once, off, elsewhere],
    invoke: (...call) => {
      calls.push([new Date().toISOString().slice(0, 16), ...call]);
      return Promise.resolve(result);
    },
    runsHere: (functionName) => functionName === 'reports',
    onEvent: (event) => events.push(event),
  });
});
afterEach(() => {
  schedules.stop();
  jest.useRealTimers();
});

test('functions are invoked when they are due, by their alias and with their input', async () => {
  schedules.start();
  await jest.advanceTimersByTimeAsync(11 * 60_000);
  expect(calls).toEqual([
    [
      '2026-11-21T03:00',
      'reports',
      { full: true },
      { requestId: expect.any(String) as string, qualifier: 'live' },
    ],
    ...['2026-11-21T03:03', '2026-11-21T03:08'].map((time) => [
      time,
      'reports',
      { full: true },
      expect.anything() as unknown,
    ]),
  ]);
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'schedule-fired', schedule: 'reports-nightly' }),
  );
});

test('one that is further away than a timer reaches still comes', async () => {
  jest.setSystemTime(new Date('2027-04-20T00:00:00Z'));
  const far = new Schedules({
    manifest,
    schedules: [once],
    invoke: (...call) => {
      calls.push(call);
      return Promise.resolve(result);
    },
    runsHere: () => true,
    onEvent: (event) => events.push(event),
  });
  far.start();
  await jest.advanceTimersByTimeAsync(new Date('2027-05-31T23:59:59Z').getTime() - Date.now());
  expect(calls).toEqual([]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(calls).toHaveLength(1);
});

test('after stopping nothing is invoked', async () => {
  schedules.start();
  schedules.stop();
  await jest.advanceTimersByTimeAsync(60 * 60_000);
  expect(calls).toEqual([]);
});

test('each is listed with its next time, or why it has none', () => {
  expect(schedules.list()).toMatchObject([
    { name: 'elsewhere', idle: 'it calls python, which this machine does not run' },
    { name: 'floor', idle: expect.stringContaining('PutFunctionScalingConfig') as string },
    { name: 'off', idle: 'it is switched off' },
    { name: 'once', next: '2027-06-01T00:00:00.000Z' },
    { name: 'reports-nightly', service: 'reports', next: '2026-11-21T03:00:00.000Z' },
    { name: 'warm', next: '2026-11-21T03:03:00.000Z' },
  ]);
});

test.each(['reports-nightly', 'slipway-local-reports-nightly-k3x9ab', 'off'])(
  '%s is fired now, whatever its times',
  async (name) => {
    expect(await schedules.tick(name)).toEqual(result);
    expect(calls).toHaveLength(1);
  },
);

test('names that differ only in their hash are told whole', () => {
  const [one, other] = ['a1b2c3', 'd4e5f6'].map((hash) => ({
    ...nightly,
    name: `slipway-local-floor-${hash}`,
  }));
  const two = new Schedules({
    manifest,
    schedules: [one ?? nightly, other ?? nightly],
    invoke: () => Promise.resolve(result),
    runsHere: () => true,
    onEvent: () => undefined,
  });
  expect(two.list().map(({ name }) => name)).toEqual([one?.name, other?.name]);
});

test('a function that fails is told', async () => {
  const payload = { errorType: 'Error', errorMessage: 'no data' };
  result = { kind: 'error', reason: 'Error: no data', payload };
  expect(await schedules.tick('reports-nightly')).toEqual(result);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'function-failed',
      service: 'reports',
      reason: 'Error: no data',
    }),
  );
});

test('what is no schedule, or calls no function, is refused', async () => {
  expect(await schedules.tick('report-nightly')).toEqual({
    refused:
      'there is no schedule report-nightly; did you mean reports-nightly?; the schedules are elsewhere, off, once, reports-nightly, warm',
  });
  expect(await schedules.tick('floor')).toEqual({
    refused:
      'floor calls arn:aws:scheduler:::aws-sdk:lambda:PutFunctionScalingConfig, which this machine does not run',
  });
});
