import type { Finding, HttpService, Service, Stage } from '@slipway/catalog';
import { imageSourceOf } from '../images';
import { positionIn, type PlacementLock, type Slot } from '../locks/lock';
import type { RetiredService } from '../model';
import { repositoryName } from '../naming/service-names';
import { ascending } from '../order';
import { report } from '../report';
import { freeCommand, placeCommand, raiseFix } from './commands';
import { depthOf, priorityBand } from './priority';
import { shardFill, shardLimit } from './shard-capacity';

interface Input {
  readonly stage: Stage;
  readonly services: readonly Service[];
  readonly retired: readonly RetiredService[];
  readonly lock: PlacementLock;
}

interface Placed {
  readonly service: HttpService;
  readonly slot: Slot;
}

/** What is wrong with the places of a stage's services. */
export function placementFindings({ stage, services, retired, lock }: Input): Finding[] {
  const placed = services
    .flatMap((service): Placed[] => {
      const slot = lock.entries.get(service.name)?.value.slot;
      return service.kind === 'http' && slot ? [{ service, slot }] : [];
    })
    .sort(ascending(({ service }) => service.name));
  return [
    ...services.flatMap((service) => missing(stage, service, lock)),
    ...placed.flatMap((one) => [...outOfRange(stage, one, lock), ...wrongDepth(stage, one, lock)]),
    ...collisions(stage, placed, lock),
    ...crowded(stage, placed, lock),
    ...retired.flatMap((service) => [
      ...registryOutOfRange(stage, service),
      keptRegistry(stage, service, services),
    ]),
    ...services.flatMap((service) => ownRegistry(stage, service, lock)),
    ...stale(stage, services, retired, lock),
  ];
}

function missing(stage: Stage, { kind, name, at }: Service, lock: PlacementLock): Finding[] {
  const entry = lock.entries.get(name);
  if (entry && (kind !== 'http' || entry.value.slot)) return [];
  const message = `${name} has no place in stage ${stage.name}`;
  return [
    report('SLP2101', at('name'), message, `${placeCommand(stage)}, and commit ${lock.file}`),
  ];
}

function outOfRange(stage: Stage, { service, slot }: Placed, lock: PlacementLock): Finding[] {
  const { shards } = stage.ingress;
  if (slot.shard <= shards) return [];
  const message = `${service.name} is placed on ALB ${slot.shard}, and stage ${stage.name} has ${shards}`;
  const fix =
    `set \`ingress.shards\` to ${slot.shard} in ${stage.at('ingress.shards').file}; ` +
    `if ${service.name} was never deployed, \`${freeCommand(stage, service.name)}\` gives it another ALB, ${deployedStays}`;
  return [report('SLP2104', positionIn(lock, service.name), message, fix)];
}

function wrongDepth(stage: Stage, { service, slot }: Placed, lock: PlacementLock): Finding[] {
  if (!service.api) return [];
  const { basePath } = service.api;
  const { first, last } = priorityBand(basePath);
  if (slot.priority >= first && slot.priority <= last) return [];
  const depth = depthOf(basePath);
  const message =
    `${service.name} has priority ${slot.priority}; with ${depth} segment${depth === 1 ? '' : 's'}, ` +
    `${basePath} takes one from ${first} to ${last}`;
  const fix = `${placeCommand(stage)} picks it anew`;
  return [report('SLP2103', positionIn(lock, service.name), message, fix)];
}

function collisions(stage: Stage, placed: readonly Placed[], lock: PlacementLock): Finding[] {
  const first = new Map<string, string>();
  return placed.flatMap(({ service: { name }, slot: { shard, priority } }) => {
    const key = `${shard}/${priority}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, name);
      return [];
    }
    const message = `${name} and ${earlier} both have priority ${priority} on ALB ${shard}`;
    const fix = `${placeCommand(stage)} gives ${name} another one`;
    return [report('SLP2102', positionIn(lock, name), message, fix)];
  });
}

function crowded(stage: Stage, placed: readonly Placed[], lock: PlacementLock): Finding[] {
  const onShard = new Map<number, string[]>();
  for (const { service, slot } of placed) {
    onShard.set(slot.shard, [...(onShard.get(slot.shard) ?? []), service.name]);
  }
  return [...onShard].sort(ascending(([shard]) => shard)).flatMap(([shard, names]) => {
    const last = names.at(-1);
    if (names.length <= shardFill || last === undefined) return [];
    const { shards } = stage.ingress;
    const room = shard < shards ? '' : `${raiseFix(stage, 'shards')}, then `;
    const position = positionIn(lock, last);
    return names.length > shardLimit
      ? [
          report(
            'SLP2105',
            position,
            `ALB ${shard} has ${names.length} services, ${names.length - shardLimit} too many`,
            `${room}\`${freeCommand(stage, '<service>')}\` gives one that was never deployed another ALB, ${deployedStays}`,
          ),
        ]
      : [
          report(
            'SLP2106',
            position,
            `ALB ${shard} has ${names.length} services, ${names.length - shardFill} more than it is given`,
            shard < shards
              ? 'nothing needs to be done: new services go to another ALB'
              : `${raiseFix(stage, 'shards')}, for new services`,
          ),
        ];
  });
}

/** The stack of an ALB that is gone is not synthesised, so nothing in it could be kept or deleted. */
function registryOutOfRange(
  stage: Stage,
  { name, shard, repository, position }: RetiredService,
): Finding[] {
  const { shards } = stage.ingress;
  if (shard <= shards) return [];
  const message = `the registry ${repository} of ${name} stands with ALB ${shard}, and stage ${stage.name} has ${shards}`;
  const fix = `set \`ingress.shards\` to ${shard} in ${stage.at('ingress.shards').file}; lower it once \`${freeCommand(stage, name)}\` is applied`;
  return [report('SLP2104', position, message, fix)];
}

/** A function or batch service whose images are where those of its container were. */
function ownRegistry(stage: Stage, service: Service, lock: PlacementLock): Finding[] {
  const { name, kind } = service;
  const slot = lock.entries.get(name)?.value.slot;
  if (kind === 'http' || !slot || !imageSourceOf(service)) return [];
  const repository = repositoryName(stage, name);
  const position = positionIn(lock, name);
  return registryOutOfRange(stage, { name, shard: slot.shard, repository, position });
}

function keptRegistry(
  stage: Stage,
  { name, repository, position }: RetiredService,
  services: readonly Service[],
): Finding {
  const running = services.find((service) => service.name === name);
  const now = running ? 'has no container' : 'does not run';
  const free = freeCommand(stage, name);
  const message = `${name} has a place in stage ${stage.name} and ${now} there; its registry ${repository} with its images is kept until \`${free}\``;
  const fix =
    `${free} gives the place up, and the next apply deletes the registry. AWS refuses that while it holds images: ` +
    `delete it with them by \`aws ecr delete-repository --repository-name ${repository} --region ${stage.region} --force\``;
  return report('SLP2108', position, message, fix);
}

/** Functions that are gone and leave nothing behind. */
function stale(
  stage: Stage,
  services: readonly Service[],
  retired: readonly RetiredService[],
  lock: PlacementLock,
): Finding[] {
  const names = new Set([...services, ...retired].map(({ name }) => name));
  return [...lock.entries.keys()]
    .filter((name) => !names.has(name))
    .sort()
    .map((name) =>
      report(
        'SLP2108',
        positionIn(lock, name),
        `${name} has a place in stage ${stage.name} and does not run there`,
        `${freeCommand(stage, name)} gives the place up`,
      ),
    );
}

/** Terraform would create the service on the other ALB under names that the one to remove still has. */
const deployedStays = 'and a deployed one keeps its own (docs/moving-a-service.md)';
