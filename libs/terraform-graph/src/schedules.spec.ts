import { rmSync } from 'node:fs';
import { UnreadableGraphError } from './errors';
import { loadGraph } from './load-graph';
import { schedulesOf } from './schedules';
import { writeStage } from './testing/stage-folder';

const reports = { service: 'reports', file: 'apps/reports/service.yaml', line: 9 };

const functions = {
  aws_lambda_function: { reports: { function_name: 'dev-reports' } },
  aws_lambda_alias: {
    live: { name: 'live', function_name: '${aws_lambda_function.reports.function_name}' },
  },
};

function schedulesIn(resource: object) {
  const { outdir, manifest } = writeStage(
    { 'dev-compute': { resource: { ...functions, ...resource } } },
    { 'dev-compute': { 'aws_scheduler_schedule.nightly': reports } },
  );
  try {
    return schedulesOf(loadGraph(outdir, manifest));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('a schedule has its expression, zone, function and event', () => {
  const nightly = {
    name: 'dev-reports-nightly',
    schedule_expression: 'cron(0 3 ? * MON-FRI *)',
    schedule_expression_timezone: 'Europe/Berlin',
    target: { arn: '${aws_lambda_alias.live.arn}', input: '{"a":"$${b}"}' },
  };
  expect(schedulesIn({ aws_scheduler_schedule: { nightly } })).toEqual([
    {
      kind: 'scheduler',
      name: 'dev-reports-nightly',
      service: 'reports',
      expression: 'cron(0 3 ? * MON-FRI *)',
      timezone: 'Europe/Berlin',
      enabled: true,
      target: { kind: 'function', functionName: 'dev-reports', qualifier: 'live' },
      input: '{"a":"${b}"}',
    },
  ]);
});

test('a target that is no function, an event that only AWS knows, and a schedule that is off', () => {
  const floor = {
    name: 'dev-floor',
    schedule_expression: 'rate(1 hour)',
    state: 'DISABLED',
    target: {
      arn: 'arn:aws:scheduler:::aws-sdk:lambda:PutFunctionScalingConfig',
      input: '{"Qualifier":"${aws_lambda_function.reports.version}"}',
    },
  };
  expect(schedulesIn({ aws_scheduler_schedule: { floor } })).toEqual([
    {
      kind: 'scheduler',
      name: 'dev-floor',
      service: undefined,
      expression: 'rate(1 hour)',
      timezone: 'UTC',
      enabled: false,
      target: { kind: 'other', arn: floor.target.arn },
    },
  ]);
});

test('a rule is one schedule for each target, in UTC; one that matches events is none', () => {
  const found = schedulesIn({
    aws_cloudwatch_event_rule: {
      hourly: { name: 'hourly', schedule_expression: 'rate(1 hour)' },
      changes: { name: 'changes', event_pattern: '{}' },
    },
    aws_cloudwatch_event_target: {
      one: {
        rule: '${aws_cloudwatch_event_rule.hourly.name}',
        arn: '${aws_lambda_function.reports.arn}',
      },
      other: { rule: 'changes', arn: '${aws_lambda_function.reports.arn}' },
    },
  });
  expect(found).toMatchObject([
    {
      kind: 'rule',
      name: 'hourly',
      timezone: 'UTC',
      target: { kind: 'function', functionName: 'dev-reports' },
    },
  ]);
});

test('an expression that only AWS knows is refused, and so is a rule of others', () => {
  const nightly = { name: 'a', schedule_expression: '${random_id.x.hex}', target: { arn: 'b' } };
  expect(() => schedulesIn({ aws_scheduler_schedule: { nightly } })).toThrow(UnreadableGraphError);
  const target = { rule: 'elsewhere', arn: 'b' };
  expect(() => schedulesIn({ aws_cloudwatch_event_target: { target } })).toThrow(
    /must name a rule of this stage/,
  );
});
