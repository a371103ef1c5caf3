import type { CapacityProviderSettings } from '@slipway/catalog';
import type { CapacityProviderNames } from '../model';
import { serviceResourceName, stageResourceName, type NamedStage } from './resource-name';

/**
 * Names of what one capacity provider has in a stage. AWS makes a provider anew for its instance types
 * and its key, and the new one stands beside the old one until no version is on that.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-capacityprovider.html
 */
export function capacityProviderNames(
  stage: NamedStage,
  name: string,
  { architecture, instanceTypes, kmsKey }: CapacityProviderSettings,
): CapacityProviderNames {
  const operatorRole = serviceResourceName('role', stage, { service: name, part: 'operator' });
  const requirements = JSON.stringify([architecture, instanceTypes?.allow, instanceTypes?.exclude]);
  return {
    capacityProvider: stageResourceName('capacityProvider', stage, {
      part: name,
      replacedBy: [operatorRole, requirements, kmsKey ?? ''],
    }),
    operatorRole,
    securityGroup: stageResourceName('securityGroup', stage, { part: `capacity-${name}` }),
  };
}
