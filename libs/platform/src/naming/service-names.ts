import { warmSchedule, type FunctionService, type Service } from '@slipway/catalog';
import { taskTargetGroupPort } from '../load-balancing';
import type { BatchServiceNames, FunctionServiceNames, HttpServiceNames } from '../model';
import { serviceResourceName, type NamedStage } from './resource-name';

/** Alias that routes and permissions use, so that a new version takes over without a new API. */
const liveAlias = 'live';

/** Names of everything that one container service has in a stage. */
export function httpServiceNames(
  stage: NamedStage,
  { name: service }: Pick<Service, 'name'>,
): HttpServiceNames {
  const named = { service, part: undefined };
  return {
    ...taskNames(stage, service),
    targetGroup: serviceResourceName('targetGroup', stage, {
      ...named,
      replacedBy: [taskTargetGroupPort, 'HTTP', 'ip'],
    }),
    ecsService: serviceResourceName('ecsService', stage, named),
    scalingPolicies: {
      cpu: serviceResourceName('scalingPolicy', stage, { service, part: 'cpu' }),
      memory: serviceResourceName('scalingPolicy', stage, { service, part: 'memory' }),
      requests: serviceResourceName('scalingPolicy', stage, { service, part: 'requests' }),
    },
    apiKey: serviceResourceName('apiKey', stage, named),
    usagePlan: serviceResourceName('usagePlan', stage, named),
  };
}

/** Names of everything that one batch service has in a stage. */
export function batchServiceNames(
  stage: NamedStage,
  { name: service }: Pick<Service, 'name'>,
): BatchServiceNames {
  const runPolicy = serviceResourceName('policy', stage, { service, part: 'run' });
  return { ...taskNames(stage, service), runPolicy };
}

/** Names of what runs a container, whoever starts it. */
function taskNames(stage: NamedStage, service: string): Omit<BatchServiceNames, 'runPolicy'> {
  return {
    repository: repositoryName(stage, service),
    taskDefinitionFamily: serviceResourceName('taskDefinitionFamily', stage, {
      service,
      part: undefined,
    }),
    executionRole: serviceResourceName('role', stage, { service, part: 'execution' }),
    taskRole: serviceResourceName('role', stage, { service, part: 'task' }),
    callerSecurityGroup: serviceResourceName('securityGroup', stage, { service, part: 'caller' }),
    logGroup: serviceResourceName('logGroup', stage, { service, part: 'container' }),
  };
}

/** Name of the registry of a service's images; it outlives the service. */
export function repositoryName(stage: NamedStage, service: string): string {
  return serviceResourceName('repository', stage, { service, part: undefined });
}

/** Names of everything that one function has in a stage. */
export function functionServiceNames(
  stage: NamedStage,
  { name: service, schedules, function: { capacityProvider, image, warm } }: FunctionService,
): FunctionServiceNames {
  const named = { service, part: undefined };
  return {
    functionName: serviceResourceName('function', stage, {
      ...named,
      // AWS moves no function between the shared fleet and capacity providers, or between zip and image.
      replacedBy: [
        ...(capacityProvider === undefined ? [] : ['LambdaManagedInstances']),
        ...(image ? ['Image'] : []),
      ],
    }),
    alias: liveAlias,
    repository: repositoryName(stage, service),
    scheduleRole: serviceResourceName('role', stage, { service, part: 'schedule' }),
    schedules: Object.fromEntries(
      [...schedules.map(({ name }) => name), ...(warm ? [warmSchedule] : [])].map((given) => [
        given,
        serviceResourceName('schedule', stage, { ...named, given }),
      ]),
    ),
    deadLetterQueue: serviceResourceName('queue', stage, { service, part: 'dlq' }),
    role: serviceResourceName('role', stage, { service, part: 'function' }),
    floorRole: serviceResourceName('role', stage, { service, part: 'floor' }),
    logGroup: serviceResourceName('logGroup', stage, { service, part: 'function' }),
    apiKey: serviceResourceName('apiKey', stage, named),
    usagePlan: serviceResourceName('usagePlan', stage, named),
  };
}
