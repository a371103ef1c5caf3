import {
  DeleteEventCommand,
  ListEventsCommand,
  ListSessionsCommand,
  type BedrockAgentCoreClient,
} from '@aws-sdk/client-bedrock-agentcore';
import { classifyError } from '../aws/classify-error';
import type { ForgetOutcome } from './agent-memory';
import type { ActorId } from './memory-identity';

/** Where an actor's events are. */
interface Memory {
  readonly client: BedrockAgentCoreClient;
  readonly memoryId: string;
}

/**
 * Deletes an actor's events of all conversations that are `due` by their time, in milliseconds since the
 * epoch. What another one deletes meanwhile is deleted.
 */
export async function deleteEvents(
  memory: Memory,
  actor: ActorId,
  due: (at: number) => boolean,
): Promise<ForgetOutcome> {
  let events = 0;
  try {
    for (const sessionId of await sessionsOf(memory, actor)) {
      // All ids first: a page after a deletion would pass over events.
      for (const eventId of await eventsOf(memory, actor, sessionId, due)) {
        await deleteEvent(memory, actor, sessionId, eventId);
        events++;
      }
    }
    return { state: 'forgotten', events };
  } catch (error) {
    return { state: 'degraded', events, error: classifyError(error) };
  }
}

async function sessionsOf({ client, memoryId }: Memory, actorId: string): Promise<string[]> {
  const sessions: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListSessionsCommand({ memoryId, actorId, nextToken }));
    sessions.push(...(page.sessionSummaries ?? []).flatMap(({ sessionId }) => sessionId ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return sessions;
}

async function eventsOf(
  { client, memoryId }: Memory,
  actorId: string,
  sessionId: string,
  due: (at: number) => boolean,
): Promise<string[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListEventsCommand({ memoryId, actorId, sessionId, includePayloads: false, nextToken }),
    );
    for (const { eventId, eventTimestamp } of page.events ?? []) {
      if (eventId && due(eventTimestamp?.getTime() ?? 0)) ids.push(eventId);
    }
    nextToken = page.nextToken;
  } while (nextToken);
  return ids;
}

async function deleteEvent(
  { client, memoryId }: Memory,
  actorId: string,
  sessionId: string,
  eventId: string,
): Promise<void> {
  try {
    await client.send(new DeleteEventCommand({ memoryId, actorId, sessionId, eventId }));
  } catch (error) {
    if (classifyError(error).code !== 'ResourceNotFoundException') throw error;
  }
}
