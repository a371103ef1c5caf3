import type { Finding, Service, Stage } from '@slipway/catalog';
import { positionIn, type PlacementLock } from '../locks/lock';
import { report } from '../report';
import { ApiResources, prefixesOf, resourceLimit } from './api-group-capacity';
import { freeCommand, raiseFix } from './commands';

interface Input {
  readonly stage: Stage;
  readonly services: readonly Service[];
  readonly lock: PlacementLock;
}

/** A service with a base path and the REST API that it is placed on. */
interface Exposed {
  readonly name: string;
  readonly basePath: string;
  readonly group: number;
}

/** What is wrong with the REST APIs that a stage's services are placed on. */
export function apiGroupFindings({ stage, services, lock }: Input): Finding[] {
  const exposed = services.flatMap(({ name, api }): Exposed[] => {
    const group = lock.entries.get(name)?.value.apiGroup;
    return api && group !== undefined ? [{ name, basePath: api.basePath, group }] : [];
  });
  return [
    ...outOfRange(stage, services, lock),
    ...overfull(stage, exposed),
    ...torn(stage, exposed, lock),
  ];
}

function outOfRange(stage: Stage, services: readonly Service[], lock: PlacementLock): Finding[] {
  const present = new Set(services.map(({ name }) => name));
  const { groups } = stage.ingress;
  return [...lock.entries].flatMap(([name, { value }]) => {
    const group = value.apiGroup;
    if (group <= groups) return [];
    const message = `${name} is placed on REST API ${group}, and stage ${stage.name} has ${groups}`;
    const free = freeCommand(stage, name);
    const fix =
      `set \`ingress.groups\` to ${group} in ${stage.at('ingress.groups').file}; ` +
      (present.has(name)
        ? `if ${name} was never deployed, \`${free}\` gives it another one`
        : `lower it once ${name} is gone from AWS and \`${free}\` has given its place up`);
    return [report('SLP2110', positionIn(lock, name), message, fix)];
  });
}

function overfull(stage: Stage, exposed: readonly Exposed[]): Finding[] {
  const groups = new Map<number, ApiResources>();
  for (const { basePath, group } of exposed) {
    const resources = groups.get(group) ?? new ApiResources();
    resources.add(basePath);
    groups.set(group, resources);
  }
  return [...groups].flatMap(([group, resources]) => {
    if (resources.count <= resourceLimit) return [];
    const services = exposed.filter((one) => one.group === group).length;
    const message = `${services} services make ${resources.count} resources in REST API ${group} of stage ${stage.name}`;
    const room = group < stage.ingress.groups ? '' : `${raiseFix(stage, 'groups')}, then `;
    const fix = `${room}\`${freeCommand(stage, '<service>')}\` gives one that was never deployed another REST API`;
    return [report('SLP2111', stage.at('name'), message, fix)];
  });
}

/** Base paths of which one stands below the other, on different REST APIs. */
function torn(stage: Stage, exposed: readonly Exposed[], lock: PlacementLock): Finding[] {
  const byBasePath = new Map(exposed.map((one) => [one.basePath, one]));
  return exposed.flatMap(({ name, basePath, group }) => {
    const above = prefixesOf(basePath)
      .slice(0, -1)
      .flatMap((prefix) => byBasePath.get(prefix) ?? [])
      .find((one) => one.group !== group);
    if (!above) return [];
    const message = `${basePath} of ${name} is on REST API ${group}, and ${above.basePath} of ${above.name} on ${above.group}`;
    const fix = `write \`basePath: /${name}\`; if ${name} was never deployed, \`${freeCommand(stage, name)}\` gives it a place beside ${above.name}`;
    return [report('SLP2113', positionIn(lock, name), message, fix)];
  });
}
