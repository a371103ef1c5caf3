import type { Service, Stage } from '@slipway/catalog';
import { positionIn, type PlacementLock } from '../locks/lock';
import type { RetiredService } from '../model';
import { repositoryName } from '../naming/service-names';
import { ascending } from '../order';

/**
 * Services that had a container in the stage and have none any more, by name. Their registries stay
 * until their places are freed: Terraform would delete them, and AWS refuses that while they hold images.
 */
export function retiredServices(
  stage: Stage,
  services: readonly Service[],
  lock: PlacementLock,
): RetiredService[] {
  const containers = new Set(
    services.filter(({ kind }) => kind !== 'function').map(({ name }) => name),
  );
  return [...lock.entries]
    .flatMap(([name, { value }]): RetiredService[] => {
      if (!value.slot || containers.has(name)) return [];
      const { shard } = value.slot;
      const repository = repositoryName(stage, name);
      return [{ name, shard, repository, position: positionIn(lock, name) }];
    })
    .sort(ascending(({ name }) => name));
}
