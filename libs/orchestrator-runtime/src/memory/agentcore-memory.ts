import { createHash } from 'node:crypto';
import {
  CreateEventCommand,
  ListEventsCommand,
  type BedrockAgentCoreClient,
  type Event,
} from '@aws-sdk/client-bedrock-agentcore';
import { classifyError } from '../aws/classify-error';
import type { Clock } from '../clock';
import type { AgentMemory, ForgetOutcome, RecallOutcome, RecordOutcome } from './agent-memory';
import { deleteEvents } from './delete-events';
import type { ActorId, MemoryIdentity } from './memory-identity';
import { oldestFirst, turnsOf, wholeTurns, type MemoryEvent, type MemoryMessage } from './turns';

/** Events that one page of ListEvents can have. */
const pageSize = 100;

/** Events that are read for one recall at the most; beyond that the answer is `truncated`. */
const largestRecall = 2_000;

/** Turns that can be asked for. */
const largestCount = 100;

export interface AgentCoreMemoryOptions {
  /** Shared by all that use AgentCore's data plane in the process; it may retry. */
  readonly client: BedrockAgentCoreClient;
  readonly memoryId: string;
  readonly clock: Clock;
}

/** Short-term memory in Amazon Bedrock AgentCore: the events of a conversation, for as long as they are kept. */
export class AgentCoreMemory implements AgentMemory {
  private lastSeq = 0;

  constructor(private readonly options: AgentCoreMemoryOptions) {}

  async record(
    { actor, conversation }: MemoryIdentity,
    messages: readonly [MemoryMessage, ...MemoryMessage[]],
  ): Promise<RecordOutcome> {
    const { client, memoryId, clock } = this.options;
    const now = clock.now();
    const seq = this.nextSeq(now);
    try {
      const { event } = await client.send(
        new CreateEventCommand({
          memoryId,
          actorId: actor,
          sessionId: conversation,
          eventTimestamp: new Date(now),
          payload: messages.map(({ role, text }) => ({
            conversational: { role, content: { text } },
          })),
          metadata: { seq: { stringValue: String(seq) } },
          // The client's own retry writes once.
          clientToken: createHash('sha256')
            .update(JSON.stringify([actor, conversation, seq, messages]))
            .digest('hex'),
        }),
      );
      return { state: 'written', eventId: event?.eventId ?? '' };
    } catch (error) {
      return { state: 'degraded', error: classifyError(error) };
    }
  }

  async lastTurns({ actor, conversation }: MemoryIdentity, count: number): Promise<RecallOutcome> {
    if (!Number.isInteger(count) || count < 1 || count > largestCount) {
      throw new RangeError(`lastTurns takes 1 to ${largestCount} turns, not ${count}.`);
    }
    const { client, memoryId } = this.options;
    const newestFirst: MemoryEvent[] = [];
    let nextToken: string | undefined;
    try {
      do {
        const page = await client.send(
          new ListEventsCommand({
            memoryId,
            actorId: actor,
            sessionId: conversation,
            includePayloads: true,
            maxResults: pageSize,
            nextToken,
          }),
        );
        newestFirst.push(...(page.events ?? []).map(memoryEvent));
        nextToken = page.nextToken;
        if (!nextToken) break;
        const turns = wholeTurns(newestFirst);
        if (turns.length >= count) {
          return { state: 'loaded', turns: turns.slice(-count), truncated: false };
        }
      } while (newestFirst.length < largestRecall);
    } catch (error) {
      return { state: 'degraded', error: classifyError(error) };
    }
    if (nextToken) return { state: 'loaded', turns: wholeTurns(newestFirst), truncated: true };
    const turns = turnsOf(oldestFirst(newestFirst.reverse()));
    return { state: 'loaded', turns: turns.slice(-count), truncated: false };
  }

  forget(actor: ActorId): Promise<ForgetOutcome> {
    return deleteEvents(this.options, actor, () => true);
  }

  prune(actor: ActorId, maxAgeMs: number): Promise<ForgetOutcome> {
    const before = this.options.clock.now() - maxAgeMs;
    return deleteEvents(this.options, actor, (at) => at < before);
  }

  /** Grows with every event, also over a restart: microseconds, by the clock. */
  private nextSeq(now: number): number {
    this.lastSeq = Math.max(this.lastSeq + 1, now * 1_000);
    return this.lastSeq;
  }
}

function memoryEvent({ eventTimestamp, metadata, payload }: Event): MemoryEvent {
  const seq = Number(metadata?.['seq']?.stringValue ?? Number.NaN);
  return {
    at: eventTimestamp?.getTime() ?? 0,
    ...(Number.isFinite(seq) && { seq }),
    messages: (payload ?? []).flatMap(({ conversational }) =>
      conversational?.role
        ? [{ role: conversational.role, text: conversational.content?.text ?? '' }]
        : [],
    ),
  };
}
