import type { EcsServiceCapacityProviderStrategy } from '@cdktf/provider-aws/lib/ecs-service';
import type { CapacitySettings } from '@slipway/catalog';

/**
 * How ECS spreads tasks: `base` on Fargate first, the rest by weight. A service without Spot has a
 * strategy as well, since one that is given its first strategy later is replaced.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function capacityProviderStrategy({
  base,
  spot,
}: CapacitySettings): EcsServiceCapacityProviderStrategy[] {
  const onDemand = { capacityProvider: 'FARGATE', base, weight: 100 - spot };
  const onSpot = { capacityProvider: 'FARGATE_SPOT', base: 0, weight: spot };
  return [onDemand, onSpot].filter(({ weight }) => weight > 0);
}
