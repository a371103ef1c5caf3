import type { StageNames } from '../model';
import { namePrefix, stageResourceName, type NamedStage } from './resource-name';

/** Names of what the services of a stage share. */
export function stageNames(stage: NamedStage): StageNames {
  return {
    prefix: namePrefix(stage),
    cluster: stageResourceName('cluster', stage),
    vpcLink: stageResourceName('vpcLink', stage, { part: 'vpc-link' }),
    apiStage: stage.name,
    logBucket: stageResourceName('bucket', stage, { part: 'logs' }),
    albSecurityGroup: stageResourceName('securityGroup', stage, { part: 'alb' }),
    nlbSecurityGroup: stageResourceName('securityGroup', stage, { part: 'nlb' }),
    linkSecurityGroup: stageResourceName('securityGroup', stage, { part: 'link' }),
    taskSecurityGroup: stageResourceName('securityGroup', stage, { part: 'tasks' }),
    functionSecurityGroup: stageResourceName('securityGroup', stage, { part: 'functions' }),
    endpointSecurityGroup: stageResourceName('securityGroup', stage, { part: 'endpoints' }),
    // Below a folder of its own, since a service can be called `flow`.
    flowLogGroup: stageResourceName('logGroup', stage, { part: 'vpc/flow' }),
    flowLogRole: stageResourceName('role', stage, { part: 'flow-logs' }),
  };
}
