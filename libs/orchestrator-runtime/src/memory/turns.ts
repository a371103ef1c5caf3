/** Who said something. A tool's result is `TOOL`, so that it does not begin a turn. */
export type MemoryRole = 'USER' | 'ASSISTANT' | 'TOOL' | 'OTHER';

/** One message of a conversation. */
export interface MemoryMessage {
  readonly role: MemoryRole;
  readonly text: string;
}

/** A message of the user and everything up to the next one. */
export type Turn = readonly MemoryMessage[];

/** Messages that were written together, as the service lists them. */
export interface MemoryEvent {
  /** Milliseconds since the epoch, of a resolution of one second. */
  readonly at: number;
  /** Order of events of the same second; missing where another program wrote the event. */
  readonly seq?: number;
  readonly messages: readonly MemoryMessage[];
}

/** Events oldest first, from any order. Without `seq`, events of a second keep the order they come in. */
export function oldestFirst(events: readonly MemoryEvent[]): readonly MemoryEvent[] {
  return [...events].sort((a, b) => a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0));
}

/** Turns of events that are in order: each begins at a USER message; what comes before the first is one too. */
export function turnsOf(events: readonly MemoryEvent[]): readonly Turn[] {
  const turns: MemoryMessage[][] = [];
  for (const message of events.flatMap(({ messages }) => messages)) {
    const current = turns.at(-1);
    if (current && message.role !== 'USER') current.push(message);
    else turns.push([message]);
  }
  return turns;
}

/**
 * Turns that events, listed newest first and not to the end, certainly hold whole. An event of the oldest
 * second may have neighbours that are not listed yet, so nothing of that second counts.
 */
export function wholeTurns(newestFirst: readonly MemoryEvent[]): readonly Turn[] {
  const oldest = newestFirst.at(-1)?.at ?? 0;
  const certain = newestFirst.filter(({ at }) => at > oldest);
  const turns = turnsOf(oldestFirst([...certain].reverse()));
  return turns[0]?.[0]?.role === 'USER' ? turns : turns.slice(1);
}
