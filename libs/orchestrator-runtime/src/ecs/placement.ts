import { createHash } from 'node:crypto';
import type { StartSpec } from '../backend';
import type { EcsConfig } from './ecs-config';

/** Where one start is tried. */
export interface Placement {
  readonly subnet: string;
  /** Missing where the configuration has none: launch type FARGATE. */
  readonly capacityProvider?: string;
}

/** How many placements a configuration has: every subnet with every capacity provider. */
export function placementCount({ subnets, capacityProviders }: EcsConfig): number {
  return subnets.length * (capacityProviders?.length ?? 1);
}

/**
 * The placement of a start: one subnet, because a task that ECS may put into several gets one of them and
 * fails there, and the next try may get the same. Runs begin at different subnets; each further variant
 * takes the next subnet, and after the last one the next capacity provider.
 */
export function placementOf(
  { subnets, capacityProviders = [] }: EcsConfig,
  { runId, variant }: Pick<StartSpec, 'runId' | 'variant'>,
): Placement {
  const offset = createHash('sha256').update(runId).digest().readUInt32BE();
  const subnet = subnets[(offset + variant) % subnets.length];
  const round = Math.floor(variant / subnets.length);
  const capacityProvider = capacityProviders[round % Math.max(1, capacityProviders.length)];
  return { subnet: subnet as string, ...(capacityProvider !== undefined && { capacityProvider }) };
}
