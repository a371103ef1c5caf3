import { logGroupPrefix, namePrefix, stageResourceName, type NamedStage } from './resource-name';

/** Names of what the account of a stage holds once. */
export interface AccountNames {
  /** Start of every resource name of the stage: `slipway-dev`. */
  readonly prefix: string;
  /** What the names of the stage's log groups start with: `/slipway/dev/`. */
  readonly logGroupPrefixes: readonly string[];
  /** Access logs of the stage's load balancers. */
  readonly logBucket: string;
  readonly apiGatewayLogRole: string;
  readonly planRole: string;
  readonly deployRole: string;
}

export function accountNames(stage: NamedStage): AccountNames {
  return {
    prefix: namePrefix(stage),
    logGroupPrefixes: [logGroupPrefix(stage)],
    logBucket: stageResourceName('bucket', stage, { part: 'logs' }),
    apiGatewayLogRole: stageResourceName('role', stage, { part: 'api-gateway-logs' }),
    planRole: stageResourceName('role', stage, { part: 'plan' }),
    deployRole: stageResourceName('role', stage, { part: 'deploy' }),
  };
}
