import type { RunTaskCommandInput, TaskOverride } from '@aws-sdk/client-ecs';
import type { StartSpec } from '../backend';
import type { ClassifiedError } from '../classified-error';
import { agentVariables } from '../environment';
import type { EcsConfig } from './ecs-config';
import { placementOf } from './placement';
import { startedByOf } from './started-by';

/**
 * Characters that the overrides of a task may have as JSON.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const overridesLimit = 8_192;

/** Tags are for people and bills: StopTask deletes them. */
const tagKeys = { runId: 'slipway:run', attempt: 'slipway:attempt', task: 'slipway:task' } as const;

/** RunTask for a start; the same for the same start, as the client token asks for. */
export function runTaskRequest(
  backend: string,
  config: EcsConfig,
  spec: StartSpec,
): RunTaskCommandInput {
  const { subnet, capacityProvider } = placementOf(config, spec);
  return {
    cluster: config.cluster,
    taskDefinition: config.taskDefinition,
    count: 1,
    clientToken: spec.startToken,
    startedBy: startedByOf(backend, spec.startToken),
    ...(capacityProvider === undefined
      ? { launchType: 'FARGATE' as const }
      : { capacityProviderStrategy: [{ capacityProvider, weight: 1 }] }),
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [subnet],
        securityGroups: [...config.securityGroups],
        assignPublicIp: config.assignPublicIp ? 'ENABLED' : 'DISABLED',
      },
    },
    overrides: overridesOf(config, spec),
    tags: [
      { key: tagKeys.runId, value: spec.runId.slice(0, 256) },
      { key: tagKeys.attempt, value: String(spec.attempt) },
      { key: tagKeys.task, value: spec.task.slice(0, 256) },
    ],
  };
}

function overridesOf(config: EcsConfig, spec: StartSpec): TaskOverride {
  const environment = {
    ...spec.environment,
    [agentVariables.runId]: spec.runId,
    [agentVariables.attempt]: String(spec.attempt),
  };
  return {
    containerOverrides: [
      {
        name: config.container,
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
      },
    ],
  };
}

/** What speaks against sending a request, with the sizes; undefined where nothing does. */
export function tooLarge({ overrides }: RunTaskCommandInput): ClassifiedError | undefined {
  const { length } = JSON.stringify(overrides);
  if (length <= overridesLimit) return undefined;
  const largest = (overrides?.containerOverrides?.[0]?.environment ?? [])
    .map(({ name = '', value = '' }) => ({ name, size: name.length + value.length }))
    .sort((a, b) => b.size - a.size)[0];
  return {
    class: 'config',
    code: 'OverridesTooLarge',
    message:
      `The overrides of the task have ${length} characters, RunTask takes ${overridesLimit}; ` +
      `the largest variable is ${largest?.name} with ${largest?.size}.`,
    startMayHaveHappened: false,
  };
}
