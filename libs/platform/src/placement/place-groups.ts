import type { Finding, Service, Stage } from '@slipway/catalog';
import type { PlacementLock } from '../locks/lock';
import { ascending } from '../order';
import { ApiGroups } from './api-groups';

export interface PlacedGroups {
  /** REST API by service; one that found none is left out. */
  readonly chosen: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

/** The REST API of each service: the one it has, else the first that has room. */
export function placeGroups(
  stage: Stage,
  services: readonly Service[],
  entries: PlacementLock['entries'],
): PlacedGroups {
  const groups = new ApiGroups(stage);
  const chosen = new Map<string, number>();
  const findings: Finding[] = [];
  for (const service of services) {
    const placement = entries.get(service.name)?.value;
    if (!placement) continue;
    groups.keep(service, placement.apiGroup);
    chosen.set(service.name, placement.apiGroup);
  }
  // A base path before those below it, which go where it is.
  const added = services
    .filter(({ name }) => !entries.has(name))
    .sort(
      ascending(
        ({ api }) => api?.basePath ?? '',
        ({ name }) => name,
      ),
    );
  for (const service of added) {
    const choice = groups.choose(service);
    if ('finding' in choice) findings.push(choice.finding);
    else chosen.set(service.name, choice.apiGroup);
  }
  return { chosen, findings };
}
