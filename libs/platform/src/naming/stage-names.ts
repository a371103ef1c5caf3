import type { StageNames } from '../model';
import { namePrefix, stageResourceName, type NamedStage } from './resource-name';

/** Names of what the services of a stage share. */
export function stageNames(stage: NamedStage): StageNames {
  return {
    prefix: namePrefix(stage),
    cluster: stageResourceName('cluster', stage),
    networkLoadBalancer: stageResourceName('loadBalancer', stage, { part: 'nlb' }),
    vpcLink: stageResourceName('vpcLink', stage, { part: 'vpc-link' }),
    restApi: stageResourceName('restApi', stage, { part: 'api' }),
    apiStage: stage.name,
    logBucket: stageResourceName('bucket', stage, { part: 'logs' }),
    albSecurityGroup: stageResourceName('securityGroup', stage, { part: 'alb' }),
    nlbSecurityGroup: stageResourceName('securityGroup', stage, { part: 'nlb' }),
    taskSecurityGroup: stageResourceName('securityGroup', stage, { part: 'tasks' }),
    functionSecurityGroup: stageResourceName('securityGroup', stage, { part: 'functions' }),
    endpointSecurityGroup: stageResourceName('securityGroup', stage, { part: 'endpoints' }),
    // Below a folder of their own, since a service can be called `access` or `flow`.
    accessLogGroup: stageResourceName('logGroup', stage, { part: 'api-gateway/access' }),
    flowLogGroup: stageResourceName('logGroup', stage, { part: 'vpc/flow' }),
    flowLogRole: stageResourceName('role', stage, { part: 'flow-logs' }),
  };
}
