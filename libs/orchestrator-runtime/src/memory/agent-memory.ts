import type { ClassifiedError } from '../classified-error';
import type { ActorId, MemoryIdentity } from './memory-identity';
import type { MemoryMessage, Turn } from './turns';

/** What reading came to. A read that fails is `degraded`: never an empty memory. */
export type RecallOutcome =
  | {
      readonly state: 'loaded';
      /** Oldest first; empty where nothing was ever written. */
      readonly turns: readonly Turn[];
      /** There were more events than are read at a time, so that turns may be missing. */
      readonly truncated: boolean;
    }
  | { readonly state: 'degraded'; readonly error: ClassifiedError }
  | { readonly state: 'disabled' };

/** What writing came to. */
export type RecordOutcome =
  | { readonly state: 'written'; readonly eventId: string }
  /** `error.startMayHaveHappened` says whether it may have been written all the same. */
  | { readonly state: 'degraded'; readonly error: ClassifiedError }
  | { readonly state: 'disabled' };

/** What deleting came to. */
export type ForgetOutcome =
  | { readonly state: 'forgotten'; readonly events: number }
  /** `events` were deleted before it failed; doing it again goes on. */
  | { readonly state: 'degraded'; readonly events: number; readonly error: ClassifiedError }
  | { readonly state: 'disabled' };

/** What an agent remembers of a conversation. Errors are data: the agent decides how to go on without. */
export interface AgentMemory {
  /**
   * Keeps messages in their order, as one event: AgentCore takes one event in four seconds of a
   * conversation, so write a turn at a time.
   */
  record(
    identity: MemoryIdentity,
    messages: readonly [MemoryMessage, ...MemoryMessage[]],
  ): Promise<RecordOutcome>;
  /**
   * The last turns of a conversation, oldest first.
   *
   * @param count 1 to 100
   * @throws RangeError for another count
   */
  lastTurns(identity: MemoryIdentity, count: number): Promise<RecallOutcome>;
  /** Deletes everything of an actor, in all conversations. */
  forget(actor: ActorId): Promise<ForgetOutcome>;
  /** Deletes what is older than `maxAgeMs` of an actor, in all conversations. */
  prune(actor: ActorId, maxAgeMs: number): Promise<ForgetOutcome>;
}

/** Where an agent has no memory by configuration: every outcome says so. */
export const disabledMemory: AgentMemory = {
  record: () => Promise.resolve({ state: 'disabled' }),
  lastTurns: () => Promise.resolve({ state: 'disabled' }),
  forget: () => Promise.resolve({ state: 'disabled' }),
  prune: () => Promise.resolve({ state: 'disabled' }),
};
