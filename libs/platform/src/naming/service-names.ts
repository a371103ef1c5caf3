import type { FunctionService, HttpService } from '@slipway/catalog';
import { taskTargetGroupPort } from '../load-balancing';
import type { FunctionServiceNames, HttpServiceNames } from '../model';
import { serviceResourceName, type NamedStage } from './resource-name';

/** Alias that routes and permissions use, so that a new version takes over without a new API. */
const liveAlias = 'live';

/** Names of everything that one container service has in a stage. */
export function httpServiceNames(
  stage: NamedStage,
  { name: service }: HttpService,
): HttpServiceNames {
  const named = { service, part: undefined };
  return {
    repository: repositoryName(stage, service),
    targetGroup: serviceResourceName('targetGroup', stage, {
      ...named,
      replacedBy: [taskTargetGroupPort, 'HTTP', 'ip'],
    }),
    taskDefinitionFamily: serviceResourceName('taskDefinitionFamily', stage, named),
    ecsService: serviceResourceName('ecsService', stage, named),
    executionRole: serviceResourceName('role', stage, { service, part: 'execution' }),
    taskRole: serviceResourceName('role', stage, { service, part: 'task' }),
    logGroup: serviceResourceName('logGroup', stage, { service, part: 'container' }),
    scalingPolicy: serviceResourceName('scalingPolicy', stage, { service, part: 'cpu' }),
    apiKey: serviceResourceName('apiKey', stage, named),
    usagePlan: serviceResourceName('usagePlan', stage, named),
  };
}

/** Name of the registry of a service's images; it outlives the service. */
export function repositoryName(stage: NamedStage, service: string): string {
  return serviceResourceName('repository', stage, { service, part: undefined });
}

/** Names of everything that one function has in a stage. */
export function functionServiceNames(
  stage: NamedStage,
  { name: service, function: { capacityProvider } }: FunctionService,
): FunctionServiceNames {
  const named = { service, part: undefined };
  return {
    functionName: serviceResourceName('function', stage, {
      ...named,
      // AWS moves no function between the shared fleet and capacity providers.
      replacedBy: capacityProvider === undefined ? [] : ['LambdaManagedInstances'],
    }),
    alias: liveAlias,
    role: serviceResourceName('role', stage, { service, part: 'function' }),
    floorRole: serviceResourceName('role', stage, { service, part: 'floor' }),
    logGroup: serviceResourceName('logGroup', stage, { service, part: 'function' }),
    apiKey: serviceResourceName('apiKey', stage, named),
    usagePlan: serviceResourceName('usagePlan', stage, named),
  };
}
