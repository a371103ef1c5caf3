import type { Stage } from '@slipway/catalog';
import { logGroupPrefix, namePrefix, stageResourceName, type NamedStage } from './resource-name';

/** Names by which the account's stack knows a stage. */
export interface AccountNames {
  /** Start of every resource name of the stage: `slipway-dev`. */
  readonly prefix: string;
  /** What the names of the stage's log groups start with: `/slipway/dev/`. */
  readonly logGroupPrefixes: readonly string[];
  /** Access logs of the stage's load balancers. */
  readonly logBucket: string;
  /** Payloads of the orchestrator. */
  readonly payloadBucket: string;
  readonly planRole: string;
  /** What both of them read. */
  readonly planPolicy: string;
  readonly deployRole: string;
  /** Policy that bounds every role which the deploy role makes. */
  readonly permissionsBoundary: string;
}

export function accountNames(stage: NamedStage): AccountNames {
  return {
    prefix: namePrefix(stage),
    logGroupPrefixes: [logGroupPrefix(stage)],
    logBucket: stageResourceName('bucket', stage, { part: 'logs' }),
    payloadBucket: stageResourceName('bucket', stage, { part: 'payloads' }),
    planRole: stageResourceName('role', stage, { part: 'plan' }),
    planPolicy: stageResourceName('policy', stage, { part: 'plan' }),
    deployRole: stageResourceName('role', stage, { part: 'deploy' }),
    permissionsBoundary: stageResourceName('policy', stage, { part: 'boundary' }),
  };
}

/**
 * Name of the role that API Gateway logs with in an account and region: at most 50 of the 64
 * characters that IAM takes. The underscores keep it out of what starts with a stage's name, which the
 * stage's deploy role may change.
 */
export function apiGatewayLogRole({ project, region }: Pick<Stage, 'project' | 'region'>): string {
  return `${project}_${region}_api-gateway-logs`;
}
