import {
  nearest,
  type Finding,
  type HttpService,
  type Service,
  type Stage,
} from '@slipway/catalog';
import { positionIn, type PlacementLock, type Slot } from '../locks/lock';
import { ascending } from '../order';
import { report } from '../report';
import { raiseFix } from './commands';
import { placeGroups } from './place-groups';
import { freePriority, priorityBand } from './priority';
import { shardFill, shardLimit } from './shard-capacity';

export interface PlaceInput {
  readonly stage: Stage;
  /** Those that run in the stage. */
  readonly services: readonly Service[];
  readonly lock: PlacementLock;
  /** Services whose places are given up; one that still exists gets a new place. */
  readonly free?: readonly string[];
}

export interface PlaceResult {
  readonly lock: PlacementLock;
  /** Services that found no room, and places that could not be freed. */
  readonly findings: readonly Finding[];
}

/** Names that a message lists at most. */
const listedNames = 5;

/**
 * Gives each service without a place one, and lets the others stand where they are. A service keeps
 * its REST API, whose address and key its callers have, and its ALB, since the stack of another one
 * could not create what the first still has; on it, a service gets another priority where its base
 * path has another depth, or an earlier name has the same one after a merge. Places of services that
 * no longer exist stay taken.
 */
export function place({ stage, services, lock, free = [] }: PlaceInput): PlaceResult {
  const findings = free
    .filter((service) => !lock.entries.has(service))
    .map((service) => unknownPlace(lock, service));
  const entries = new Map([...lock.entries].filter(([service]) => !free.includes(service)));
  const sorted = [...services].sort(ascending(({ name }) => name));
  const containers = sorted.filter((service) => service.kind === 'http');

  const groups = placeGroups(stage, sorted, entries);
  findings.push(...groups.findings);
  const shards = new Shards(stage.ingress.shards);
  const slotOf = ({ name }: Service): Slot | undefined => entries.get(name)?.value.slot;
  const present = new Set(containers.map(({ name }) => name));
  const gone = [...entries].flatMap(
    ([
      service,
      {
        value: { slot },
      },
    ]) => (slot && !present.has(service) ? [{ service, slot }] : []),
  );
  const changing = containers.filter((service) => {
    const slot = slotOf(service);
    return slot && !shards.keep(service, slot);
  });
  const unplaced = containers.filter((service) => !slotOf(service));
  for (const { slot } of gone) shards.reserve(slot);

  for (const service of [...changing, ...unplaced]) {
    const known = entries.has(service.name);
    const slot = shards.choose(service, slotOf(service), known);
    if (!slot) {
      findings.push(noRoom(stage, service, gone));
      continue;
    }
    const apiGroup = groups.chosen.get(service.name);
    if (apiGroup !== undefined) entries.set(service.name, { value: { slot, apiGroup } });
  }
  for (const { kind, name } of sorted) {
    const apiGroup = groups.chosen.get(name);
    if (kind !== 'http' && !entries.has(name) && apiGroup !== undefined) {
      entries.set(name, { value: { apiGroup } });
    }
  }
  return { lock: { ...lock, entries }, findings };
}

/** Which places on the ALBs of a stage are taken. */
class Shards {
  private readonly taken: ReadonlyMap<number, Set<number>>;
  private readonly services = new Map<number, number>();

  constructor(count: number) {
    this.taken = new Map(Array.from({ length: count }, (_, position) => [position + 1, new Set()]));
  }

  /** Takes the place that a service has, unless its priority cannot stay. */
  keep({ api }: HttpService, slot: Slot): boolean {
    const priorities = this.taken.get(slot.shard);
    // Nothing is known of an ALB that is gone.
    if (!priorities) return true;
    if (priorities.has(slot.priority)) return false;
    const band = api && priorityBand(api.basePath);
    if (band && (slot.priority < band.first || slot.priority > band.last)) return false;
    this.reserve(slot);
    return true;
  }

  /** Takes a place whether or not somebody else has it. */
  reserve({ shard, priority }: Slot): void {
    this.taken.get(shard)?.add(priority);
    this.services.set(shard, this.size(shard) + 1);
  }

  /**
   * Takes a place on the ALB that the service is on, else on the first that has room.
   * @param known whether the service ran before without a place, with its registry in the first stack
   */
  choose({ name, api }: HttpService, current: Slot | undefined, known: boolean): Slot | undefined {
    const candidates = current ? [current.shard] : this.withRoom(known);
    for (const shard of candidates) {
      const priorities = this.taken.get(shard);
      if (!priorities) continue;
      const slot = {
        shard,
        priority: freePriority(name, priorityBand(api?.basePath ?? '/'), priorities),
      };
      this.reserve(slot);
      return slot;
    }
    return undefined;
  }

  private withRoom(known: boolean): number[] {
    if (known) return this.size(1) < shardLimit ? [1] : [];
    return [...this.taken.keys()].filter((shard) => this.size(shard) < shardFill);
  }

  private size(shard: number): number {
    return this.services.get(shard) ?? 0;
  }
}

function noRoom(
  stage: Stage,
  service: HttpService,
  gone: readonly { readonly service: string }[],
): Finding {
  const { name, ingress } = stage;
  const full =
    ingress.shards === 1
      ? 'the ALB of the stage is'
      : `the ${ingress.shards} ALBs of the stage are`;
  const orFree =
    gone.length === 0
      ? ''
      : `, or free places of services that are gone, by \`npx slipway place --stage ${name} --free <service>\`: ` +
        listed(gone.map((one) => one.service).sort());
  return report(
    'SLP2107',
    service.at('name'),
    `${service.name} finds no place: ${full} filled with ${shardFill} services each`,
    `${raiseFix(stage, 'shards')}${orFree}`,
  );
}

/** The first names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - listedNames;
  return names.slice(0, listedNames).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function unknownPlace(lock: PlacementLock, service: string): Finding {
  const near = nearest(service, [...lock.entries.keys()]);
  return report(
    'SLP2109',
    positionIn(lock, service),
    `the lock has no place of ${service}`,
    near ? `did you mean ${near}?` : 'leave it out',
  );
}
