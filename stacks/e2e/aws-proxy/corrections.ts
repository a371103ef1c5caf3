import { apiKeys } from './api-keys';
import { applicationAutoScaling } from './application-auto-scaling';
import type { Corrections } from './correction';
import { flowLogs } from './flow-logs';
import { metricAlarms } from './metric-alarms';
import { privateLinkEnforcement } from './private-link-enforcement';
import { restApiImport } from './rest-api-import';
import { securityGroupRules } from './security-group-rules';
import { usagePlans } from './usage-plans';
import { vpcEndpoints } from './vpc-endpoints';
import { vpcLinks } from './vpc-links';
import { zoneRebalancing } from './zone-rebalancing';

/** Everything that the emulator lacks, with memories of its own for each emulator. */
export function corrections(): Corrections {
  const memories = [applicationAutoScaling(), flowLogs(), vpcLinks()];
  return {
    corrections: [
      ...memories.flatMap((memory) => memory.corrections),
      ...apiKeys(),
      ...metricAlarms(),
      ...privateLinkEnforcement(),
      ...restApiImport(),
      ...securityGroupRules(),
      ...usagePlans(),
      ...vpcEndpoints(),
      ...zoneRebalancing(),
    ],
    held: () => memories.flatMap((memory) => memory.held()),
  };
}
