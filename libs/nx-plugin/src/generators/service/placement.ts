import { loadCatalog, servicesFor, stageNamed, type Finding } from '@slipway/catalog';
import { formatPlacementLock, place, readLocks } from '@slipway/platform';

export interface PlacedService {
  /** Text of each lock that changes, by its path in the workspace. */
  readonly locks: ReadonlyMap<string, string>;
  /** Errors in locks, and stages without room; locks are not to be written where there are any. */
  readonly errors: readonly Finding[];
}

/**
 * Gives a service of the workspace at `root` its place in every stage it runs in. Other services
 * stay where they are, placed or not.
 */
export function placeService(root: string, name: string): PlacedService {
  const catalog = loadCatalog(root);
  const locks = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { name: stageName } of catalog.stages) {
    const { stage } = stageNamed(catalog, stageName);
    const { services } = servicesFor(catalog, stageName);
    if (!stage || !services.some((service) => service.name === name)) continue;
    const read = readLocks(root, stageName);
    const { placement } = read.locks;
    const placed = place({
      stage,
      services: services.filter(
        (service) => service.name === name || placement.entries.has(service.name),
      ),
      lock: placement,
    });
    locks.set(placement.file, formatPlacementLock(placed.lock));
    findings.push(...read.findings, ...placed.findings);
  }
  return { locks, errors: findings.filter(({ severity }) => severity === 'error') };
}
