import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';

export interface AlarmProps {
  readonly name: string;
  /** What has happened, and what to do. */
  readonly description: string;
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
    /** How the values of a period become one. */
    readonly statistic: 'Average' | 'Maximum' | 'Sum';
  };
  /** Value from which on a period is bad. */
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  /** Bad periods in a row until the alarm is raised. */
  readonly periods: number;
  /** Whether a period without values is a bad one: something that always runs has not. */
  readonly silenceIsBad?: boolean;
  /** ARN of the topic that is told of the alarm and of its end. */
  readonly notify?: string;
}

/** An alarm on one metric. Unless it says otherwise, a period without values is a good one: nothing ran in it. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { metric, notify } = props;
    new CloudwatchMetricAlarm(this, 'alarm', {
      alarmName: props.name,
      alarmDescription: props.description,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      statistic: metric.statistic,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: props.threshold,
      period: props.period,
      evaluationPeriods: props.periods,
      treatMissingData: props.silenceIsBad ? 'breaching' : 'notBreaching',
      ...(notify !== undefined && { alarmActions: [notify], okActions: [notify] }),
    });
  }
}
