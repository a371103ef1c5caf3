import {
  nearest,
  type Finding,
  type HttpService,
  type Service,
  type Stage,
} from '@slipway/catalog';
import {
  positionIn,
  type LockEntry,
  type Placement,
  type PlacementLock,
  type Slot,
} from '../locks/lock';
import { ascending } from '../order';
import { report } from '../report';
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

/** The only REST API of a stage. */
const apiGroup = 1;

/**
 * Gives each service without a place one, and lets the others stand where they are. A place moves
 * only where it cannot stay: its ALB is gone or over its limit, its base path has another depth, or
 * an earlier name has the same one after a merge. Places of services that no longer exist stay taken.
 */
export function place({ stage, services, lock, free = [] }: PlaceInput): PlaceResult {
  const findings = free
    .filter((service) => !lock.entries.has(service))
    .map((service) => unknownPlace(lock, service));
  const entries = new Map([...lock.entries].filter(([service]) => !free.includes(service)));
  const sorted = [...services].sort(ascending(({ name }) => name));
  const containers = sorted.filter((service) => service.kind === 'http');

  const shards = new Shards(stage.ingress.shards);
  const moving = containers.filter((service) => !shards.keep(service, entries.get(service.name)));
  const present = new Set(containers.map(({ name }) => name));
  for (const [service, { value }] of entries) {
    if (!present.has(service) && value.slot) shards.reserve(value.slot);
  }

  for (const service of moving) {
    const slot = shards.choose(service, entries.get(service.name)?.value.slot);
    if (slot) entries.set(service.name, { value: { slot, apiGroup } });
    else findings.push(noRoom(stage, service));
  }
  for (const { kind, name } of sorted) {
    if (kind === 'function' && !entries.has(name)) entries.set(name, { value: { apiGroup } });
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

  /** Takes the place that a service has, unless it cannot stay there. */
  keep({ api }: HttpService, entry: LockEntry<Placement> | undefined): boolean {
    const slot = entry?.value.slot;
    const priorities = slot && this.taken.get(slot.shard);
    if (!priorities || priorities.has(slot.priority)) return false;
    const band = api && priorityBand(api.basePath);
    if (band && (slot.priority < band.first || slot.priority > band.last)) return false;
    if (this.size(slot.shard) >= shardLimit) return false;
    this.reserve(slot);
    return true;
  }

  /** Takes a place whether or not somebody else has it. */
  reserve({ shard, priority }: Slot): void {
    this.taken.get(shard)?.add(priority);
    this.services.set(shard, this.size(shard) + 1);
  }

  /** Takes a place on the service's own ALB if that has room, else on the first that has. */
  choose({ name, api }: HttpService, current: Slot | undefined): Slot | undefined {
    const own = current && this.size(current.shard) < shardLimit ? [current.shard] : [];
    const others = [...this.taken.keys()].filter((shard) => this.size(shard) < shardFill);
    for (const shard of [...own, ...others]) {
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

  private size(shard: number): number {
    return this.services.get(shard) ?? 0;
  }
}

function noRoom({ ingress, at }: Stage, service: HttpService): Finding {
  const full =
    ingress.shards === 1
      ? 'the ALB of the stage is'
      : `the ${ingress.shards} ALBs of the stage are`;
  return report(
    'SLP2107',
    service.at('name'),
    `${service.name} finds no place: ${full} filled with ${shardFill} services each`,
    `set \`ingress.shards\` to ${ingress.shards + 1} in ${at('ingress.shards').file}`,
  );
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
