import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import type { Construct } from 'constructs';

/** The zones of the account's region that a stage may use, and what must hold of them. */
export function availabilityZones(
  scope: Construct,
  excludeZoneIds: readonly string[],
  check: { readonly condition: string; readonly errorMessage: string },
): DataAwsAvailabilityZones {
  return new DataAwsAvailabilityZones(scope, 'zones', {
    state: 'available',
    excludeZoneIds: [...excludeZoneIds],
    // Local and Wavelength Zones have no NLB.
    filter: [{ name: 'zone-type', values: ['availability-zone'] }],
    lifecycle: { postcondition: [check] },
  });
}
