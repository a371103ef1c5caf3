import { allow, type PolicyStatement } from '../policy';

/**
 * What a durable function does with its own executions.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html
 */
export function durableStatements(functionArn: string): PolicyStatement[] {
  return [
    allow(
      'KeepHistory',
      ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
      `${functionArn}:*`,
    ),
  ];
}

/** Starting the durable function for a run. */
export function startStatements(functionArn: string): PolicyStatement[] {
  return [allow('StartRuns', ['lambda:InvokeFunction'], `${functionArn}:*`)];
}

/** Telling an execution of the durable function that its run has changed. */
export function wakeStatements(functionArn: string): PolicyStatement[] {
  return [allow('WakeRuns', ['lambda:SendDurableExecutionCallbackSuccess'], `${functionArn}:*`)];
}
