import type { Service, Stage } from '@slipway/catalog';
import { imageSourceOf } from '../images';
import { positionIn, type Locks } from '../locks/lock';
import type { RetiredService } from '../model';
import { repositoryName } from '../naming/service-names';
import { ascending } from '../order';

/**
 * Services that had an image in the stage and have none any more, by name. Their registries stay until
 * their places are freed: Terraform would delete them, and AWS refuses that while they hold images.
 * A container service has a place on an ALB; a function that had an image has it in the lock.
 */
export function retiredServices(
  stage: Stage,
  services: readonly Service[],
  { placement: lock, images }: Locks,
): RetiredService[] {
  const imaged = new Set(services.filter(imageSourceOf).map(({ name }) => name));
  return [...lock.entries]
    .flatMap(([name, { value }]): RetiredService[] => {
      if (imaged.has(name) || !(value.slot || images.entries.has(name))) return [];
      const shard = value.slot?.shard ?? 1;
      const repository = repositoryName(stage, name);
      return [{ name, shard, repository, position: positionIn(lock, name) }];
    })
    .sort(ascending(({ name }) => name));
}
