import { join } from 'node:path';
import type { StagePruner } from '@slipway/platform';
import { packFunction } from '../function/function-bundle';
import { PlatformStack } from '../platform-stack';
import { schemaFindings } from '../schema-check/schema-findings';
import { isAllowed } from '../testing/is-allowed';
import { committedGrants, synthesisedGrants } from '../testing/role-table';
import { sampleStage } from '../testing/sample-model';
import { samplePruner } from '../testing/sample-pruner';
import { synthesised, type SynthesisedStack } from '../testing/synthesised-stack';
import { Pruner } from './pruner';
import { prunerStatements } from './pruner-statements';

function synth(changes: Partial<StagePruner> = {}): SynthesisedStack {
  return synthesised((app) => {
    const stack = new PlatformStack(app, 'compute', sampleStage());
    const bundle = packFunction('version-pruner', Buffer.from('exports.handler = () => 1'));
    new Pruner(stack, stack, samplePruner(changes), bundle);
    return stack;
  });
}

const stack = synth();
const alarm = (name: string, of = stack) =>
  of.one('aws_cloudwatch_metric_alarm', { alarm_name: `slipway-dev-pruner-${name}` }).attributes;

it('is a function that a schedule calls, with a log group of its own', () => {
  expect(stack.one('aws_lambda_function').attributes['function_name']).toBe(
    'slipway-dev-version-pruner',
  );
  expect(stack.one('aws_scheduler_schedule').attributes['schedule_expression']).toBe('rate(1 day)');
  expect(stack.one('aws_cloudwatch_log_group').attributes['name']).toBe(
    '/slipway/dev/version-pruner/function',
  );
});

it('holds what the provider knows', () => {
  expect(schemaFindings(synth({ notify: 'arn:aws:sns:eu-central-1:1:a' }).json)).toEqual([]);
});

it('gives its role what the committed table says, and no more', () => {
  const named = (name: string) => (name.includes('schedules') ? 'schedule' : 'pruner');
  const { pruner } = synthesisedGrants(stack, named);
  expect({ pruner }).toEqual(committedGrants(join(__dirname, 'role-statements.md')));
});

describe('what it may delete', () => {
  const fn = 'arn:aws:lambda:eu-central-1:123456789012:function:slipway';
  const may = (action: string, resource: string): boolean =>
    isAllowed(
      prunerStatements(sampleStage()).map(({ Effect, Action, Resource = [] }) => ({
        ...{ Effect, Action, Resource },
      })),
      { action, resource, context: {} },
    );

  it.each(['lambda:DeleteFunction', 'lambda:PutFunctionScalingConfig'])(
    'is %s of a version of its stage, never of a function as a whole or of another stage',
    (action) => {
      expect(may(action, `${fn}-dev-quotes:12`)).toBe(true);
      expect(may(action, `${fn}-dev-quotes`)).toBe(false);
      expect(may(action, `${fn}-dev2-quotes:12`)).toBe(false);
    },
  );
});

describe('its alarms', () => {
  it('are raised by a run that failed, and by a provider that fills', () => {
    expect(alarm('errors')).toMatchObject({
      namespace: 'AWS/Lambda',
      metric_name: 'Errors',
      dimensions: { FunctionName: 'slipway-dev-version-pruner' },
      threshold: 1,
      treat_missing_data: 'notBreaching',
    });
    expect(alarm('quota')).toMatchObject({
      metric_name: 'ProviderVersions',
      dimensions: { FunctionName: 'slipway-dev-version-pruner' },
      statistic: 'Maximum',
      threshold: 80,
    });
  });

  it('tell the topic that the stage names, also when it is over', () => {
    const notify = 'arn:aws:sns:eu-central-1:123456789012:alarms';
    const told = { alarm_actions: [notify], ok_actions: [notify] };
    expect(alarm('quota', synth({ notify }))).toMatchObject(told);
    expect(alarm('quota')).not.toHaveProperty('alarm_actions');
  });
});
