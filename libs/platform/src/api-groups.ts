import type { Stage } from '@slipway/catalog';
import type { ApiGroup } from './model';
import { numbered, stageResourceName, type NamedStage } from './naming/resource-name';

/** The REST APIs of a stage, by index. */
export function apiGroupsOf(stage: NamedStage & Pick<Stage, 'ingress'>): ApiGroup[] {
  return Array.from({ length: stage.ingress.groups }, (_, position) => {
    const index = position + 1;
    return {
      index,
      stack: numbered('api-gateway', index),
      restApi: stageResourceName('restApi', stage, { part: numbered('api', index) }),
      // Below a folder of its own, since a service can be called `access`.
      accessLogGroup: stageResourceName('logGroup', stage, {
        part: numbered('api-gateway/access', index),
      }),
    };
  });
}
