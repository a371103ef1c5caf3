import { createHash } from 'node:crypto';
import type { Task } from '@aws-sdk/client-ecs';
import { agentVariables } from '../environment';
import { handleVersion, type HandleOf } from '../handle';
import { startToken } from '../start-token';

/**
 * The part of `startedBy` that all tasks of a backend have; ECS takes letters, digits, hyphens,
 * underscores and slashes, 128 of them.
 */
export function startedByPrefix(backend: string): string {
  if (/^[\w-]{1,60}$/.test(backend)) return `${backend}/`;
  return `${createHash('sha256').update(backend).digest('hex').slice(0, 32)}/`;
}

/**
 * `startedBy` of a start: a list can be filtered by it, and unlike a tag it outlives StopTask
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html).
 */
export function startedByOf(backend: string, token: string): string {
  return `${startedByPrefix(backend)}${token}`;
}

/**
 * The handle of a task that a backend of this name started; undefined where another one did. Run and
 * attempt are read from the overrides and must give the token again, so that a value that somebody else
 * chose does not pass.
 */
export function handleOfTask(
  task: Task,
  backend: string,
  container: string,
): HandleOf<'ecs'> | undefined {
  const prefix = startedByPrefix(backend);
  if (!task.taskArn || !task.clusterArn || !task.startedBy?.startsWith(prefix)) return undefined;
  const environment = task.overrides?.containerOverrides?.find(
    ({ name }) => name === container,
  )?.environment;
  const variable = (wanted: string) => environment?.find(({ name }) => name === wanted)?.value;
  const runId = variable(agentVariables.runId);
  const attempt = Number(variable(agentVariables.attempt));
  if (!runId || !Number.isInteger(attempt)) return undefined;
  const token = startToken(runId, attempt);
  if (task.startedBy !== `${prefix}${token}`) return undefined;
  return {
    v: handleVersion,
    kind: 'ecs',
    backend,
    runId,
    attempt,
    startToken: token,
    clusterArn: task.clusterArn,
    taskArn: task.taskArn,
    container,
  };
}
