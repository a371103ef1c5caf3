import type { Architecture, SourcePosition } from '@slipway/catalog';

/** What a stage remembers of its services between two synths, committed with the sources. */
export interface Locks {
  readonly placement: PlacementLock;
  readonly images: ImageLock;
}

export interface Lock<Value> {
  /** Path relative to the workspace root: `stacks/locks/dev.placement.json`. */
  readonly file: string;
  /** By the name of the service. */
  readonly entries: ReadonlyMap<string, LockEntry<Value>>;
}

export interface LockEntry<Value> {
  readonly value: Value;
  /** Line in the file, from 1; absent until it is written. */
  readonly line?: number;
}

export type PlacementLock = Lock<Placement>;

/** Where a service stands. A service keeps it for as long as its entry stands. */
export interface Placement {
  /** Place on an ALB; absent for a service that has none. */
  readonly slot?: Slot;
  /** Group of the REST API, from 1. */
  readonly apiGroup: number;
}

export interface Slot {
  /** ALB, from 1. */
  readonly shard: number;
  /** Of the listener rule, 1 to 50,000. */
  readonly priority: number;
}

export type ImageLock = Lock<Images>;

/** Digest of a service's image, `sha256:…`, per architecture. */
export type Images = Readonly<Partial<Record<Architecture, string>>>;

/** Where a lock says something about a service; its first line where it says nothing. */
export function positionIn(lock: Lock<unknown>, service: string): SourcePosition {
  return { file: lock.file, line: lock.entries.get(service)?.line ?? 1, column: 1 };
}

/** The lock without the entries of other services. */
export function withOnly<Value>(lock: Lock<Value>, services: ReadonlySet<string>): Lock<Value> {
  return { ...lock, entries: new Map([...lock.entries].filter(([name]) => services.has(name))) };
}

/** The lock with one entry written anew. */
export function withEntry<Value>(lock: Lock<Value>, service: string, value: Value): Lock<Value> {
  return { ...lock, entries: new Map(lock.entries).set(service, { value }) };
}
