import type { Schedule } from '@slipway/terraform-graph';
import { scheduleEvent } from './schedule-event';

const schedule: Schedule = {
  kind: 'scheduler',
  name: 'local-nightly',
  expression: 'rate(1 hour)',
  timezone: 'UTC',
  enabled: true,
  target: { kind: 'function', functionName: 'reports' },
};
const firing = {
  account: '000000000000',
  region: 'us-east-1',
  time: new Date('2026-03-01T03:00:00.500Z'),
};

test('the input is the event, with the attributes of Scheduler filled in', () => {
  const input =
    '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>","id":"<aws.scheduler.execution-id>","try":"<aws.scheduler.attempt-number>"}';
  expect(scheduleEvent({ ...schedule, input }, firing)).toEqual({
    at: '2026-03-01T03:00:00Z',
    by: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/local-nightly',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    try: '1',
  });
});

test.each([
  ['scheduler', 'aws.scheduler', 'scheduler:us-east-1:000000000000:schedule/default', '{}'],
  ['rule', 'aws.events', 'events:us-east-1:000000000000:rule', {}],
] as const)('without input a %s sends a scheduled event', (kind, source, place, detail) => {
  expect(scheduleEvent({ ...schedule, kind }, firing)).toEqual({
    version: '0',
    id: expect.any(String) as string,
    'detail-type': 'Scheduled Event',
    source,
    account: '000000000000',
    time: '2026-03-01T03:00:00Z',
    region: 'us-east-1',
    resources: [`arn:aws:${place}/local-nightly`],
    detail,
  });
});

test('a rule fills in nothing', () => {
  const input = '{"at":"<aws.scheduler.scheduled-time>"}';
  expect(scheduleEvent({ ...schedule, kind: 'rule', input }, firing)).toEqual(JSON.parse(input));
});
