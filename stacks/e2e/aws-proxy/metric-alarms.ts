import { formOf, jsonOf, listOf, withJson, xmlAnswer } from './aws-call';
import type { Correction } from './correction';
import { element } from './xml';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Metric alarms, which the emulator describes in full to callers that speak JSON, and by a few of their
 * settings to those that speak the query protocol, as the provider does.
 */
export function metricAlarms(): Correction[] {
  return [
    {
      call: 'monitoring DescribeAlarms',
      answer: async (call, send) => {
        const names = listOf(formOf(call), 'AlarmNames.member');
        const answer = await send({
          ...withJson(call, { AlarmNames: names }),
          headers: {
            ...call.headers,
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
          },
        });
        if (answer.status !== 200) return answer;
        const { MetricAlarms: alarms } = jsonOf(answer);
        const result = element('DescribeAlarmsResult', [written('MetricAlarms', alarms)]);
        return xmlAnswer(element('DescribeAlarmsResponse', [result]));
      },
    },
  ];
}

/** A field as the query protocol writes it; nothing where it has no value. */
function written(name: string, value: unknown): string {
  if (value === null || value === '') return '';
  if (Array.isArray(value)) {
    return element(
      name,
      value.map((member) => written('member', member)),
    );
  }
  if (typeof value === 'object') {
    return element(
      name,
      Object.entries(value as Fields).map(([key, field]) => written(key, field)),
    );
  }
  return element(name, name.endsWith('Timestamp') ? time(value as number) : String(value));
}

/** @param seconds since 1970 */
function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
