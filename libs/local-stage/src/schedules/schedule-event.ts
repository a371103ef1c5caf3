import { randomUUID } from 'node:crypto';
import type { Schedule } from '@slipway/terraform-graph';

/** One invocation of a schedule's target. */
export interface Firing {
  readonly account: string;
  readonly region: string;
  /** For when it was due. */
  readonly time: Date;
}

/**
 * What a schedule sends: its input with the context attributes of EventBridge Scheduler filled in, or the
 * event that EventBridge makes where there is no input.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 *
 * @throws SyntaxError where the input is no JSON, which Scheduler would not take either
 */
export function scheduleEvent(schedule: Schedule, firing: Firing): unknown {
  const { kind, name, input } = schedule;
  const { account, region } = firing;
  const time = `${firing.time.toISOString().slice(0, 19)}Z`;
  const id = randomUUID();
  const arn =
    kind === 'scheduler'
      ? `arn:aws:scheduler:${region}:${account}:schedule/default/${name}`
      : `arn:aws:events:${region}:${account}:rule/${name}`;
  if (input === undefined) {
    return {
      version: '0',
      id,
      'detail-type': 'Scheduled Event',
      source: kind === 'scheduler' ? 'aws.scheduler' : 'aws.events',
      account,
      time,
      region,
      resources: [arn],
      // Scheduler sends text where a rule sends an object.
      detail: kind === 'scheduler' ? '{}' : {},
    };
  }
  if (kind === 'rule') return JSON.parse(input);
  const attributes = {
    'schedule-arn': arn,
    'scheduled-time': time,
    'execution-id': id,
    'attempt-number': '1',
  };
  return JSON.parse(
    Object.entries(attributes).reduce(
      (text, [attribute, value]) => text.replaceAll(`<aws.scheduler.${attribute}>`, value),
      input,
    ),
  );
}
