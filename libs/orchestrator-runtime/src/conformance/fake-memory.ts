import { FakeError } from './fake-faults';
import { FakeServer, type Answer, type FakeRequest, type Operation } from './fake-server';
import { jsonBody, restJsonAnswer, restJsonError, unknownOperation } from './wire';

/** An event as AgentCore Memory keeps it; the time in whole seconds since 1970. */
export interface FakeEvent {
  readonly memoryId: string;
  readonly actorId: string;
  readonly sessionId: string;
  readonly eventId: string;
  readonly eventTimestamp: number;
  readonly payload: readonly unknown[];
  readonly metadata?: Readonly<Record<string, { readonly stringValue: string }>>;
}

export interface FakeMemoryOptions {
  readonly memoryId: string;
  /** Events in a page of ListEvents where the request names no number: 20 on AWS, 100 at most. */
  readonly pageSize?: number;
  /** Order of events of the same second; on AWS it is none that one could rely on. */
  readonly tieBreak?: (a: FakeEvent, b: FakeEvent) => number;
}

/**
 * Short-term memory of Amazon Bedrock AgentCore on 127.0.0.1, as unpleasant as the real one: events come
 * newest first, in pages, with a resolution of one second.
 *
 * ```ts
 * const memory = await FakeMemory.start({ memoryId: 'memory-1', pageSize: 3 });
 * const client = new BedrockAgentCoreClient(memory.clientConfig());
 * memory.faults.next('ListEvents', { kind: 'error', error: new FakeError('ThrottledException', 'Rate exceeded.', 429) });
 * expect(memory.eventsOf('actor-1')).toHaveLength(0);
 * await memory.close();
 * ```
 */
export class FakeMemory extends FakeServer {
  private events: FakeEvent[] = [];
  private readonly tokens = new Map<string, FakeEvent>();
  private count = 0;

  private constructor(private readonly options: FakeMemoryOptions) {
    super();
  }

  static start(options: FakeMemoryOptions): Promise<FakeMemory> {
    return new FakeMemory(options).listen();
  }

  /** Events of an actor in all sessions, oldest first. */
  eventsOf(actorId: string): readonly FakeEvent[] {
    return this.events.filter((event) => event.actorId === actorId);
  }

  /** Keeps events that were written before the test began. */
  seed(events: readonly FakeEvent[]): void {
    this.events.push(...events);
  }

  protected operationOf(request: FakeRequest): Operation {
    const { method, path } = request;
    const [memories, memoryId = '', kind, actorId = '', , sessionId = '', , eventId = ''] = path;
    const name = memories === 'memories' ? operationName(method, kind, path.length) : undefined;
    if (!name) throw unknownOperation(`${method} /${path.join('/')}`);
    const input = {
      ...jsonBody(request),
      memoryId,
      ...pathInput(name, actorId, sessionId, eventId),
    };
    return { name, input, apply: () => this.apply(name, input as unknown as Input) };
  }

  protected errorAnswer(error: FakeError): Answer {
    return restJsonError(error);
  }

  private apply(name: OperationName, input: Input): Answer {
    if (input.memoryId !== this.options.memoryId) {
      throw new FakeError('ResourceNotFoundException', `Memory not found: ${input.memoryId}`, 404);
    }
    switch (name) {
      case 'CreateEvent':
        return restJsonAnswer({ event: this.create(input) }, 201);
      case 'ListEvents':
        return this.page('events', this.newestFirst(input), input);
      case 'DeleteEvent':
        return restJsonAnswer(this.delete(input));
      case 'ListSessions':
        return this.page('sessionSummaries', this.sessions(input), input);
    }
  }

  private create(input: Input): FakeEvent {
    const { actorId, sessionId, clientToken, metadata, payload = [] } = input;
    const known = clientToken === undefined ? undefined : this.tokens.get(clientToken);
    if (known) return known;
    const event: FakeEvent = {
      memoryId: input.memoryId,
      actorId,
      sessionId,
      eventId: `${String(++this.count).padStart(16, '0')}#fake`,
      // One second of resolution is all that ordering can go by.
      eventTimestamp: Math.floor(input.eventTimestamp ?? 0),
      payload,
      ...(metadata && { metadata }),
    };
    this.events.push(event);
    if (clientToken !== undefined) this.tokens.set(clientToken, event);
    return event;
  }

  private newestFirst({ actorId, sessionId }: Input): FakeEvent[] {
    const { tieBreak = () => 0 } = this.options;
    return this.events
      .filter((event) => event.actorId === actorId && event.sessionId === sessionId)
      .sort((a, b) => b.eventTimestamp - a.eventTimestamp || tieBreak(a, b));
  }

  private sessions({ actorId }: Input): unknown[] {
    const ids = new Set(this.eventsOf(actorId).map((event) => event.sessionId));
    return [...ids].map((sessionId) => ({ sessionId, actorId, createdAt: 0 }));
  }

  private page(member: string, items: readonly unknown[], input: Input): Answer {
    const from = Number(input.nextToken ?? 0);
    const size = Math.min(input.maxResults ?? 100, this.options.pageSize ?? 20);
    const to = from + size;
    const nextToken = to < items.length ? { nextToken: String(to) } : {};
    return restJsonAnswer({ [member]: items.slice(from, to), ...nextToken });
  }

  private delete({ actorId, sessionId, eventId }: Input): { eventId: string } {
    const left = this.events.filter(
      (event) =>
        event.eventId !== eventId || event.actorId !== actorId || event.sessionId !== sessionId,
    );
    if (left.length === this.events.length) {
      throw new FakeError('ResourceNotFoundException', `Event not found: ${eventId}`, 404);
    }
    this.events = left;
    return { eventId };
  }
}

type OperationName = 'CreateEvent' | 'ListEvents' | 'DeleteEvent' | 'ListSessions';

function operationName(
  method: string,
  kind: string | undefined,
  segments: number,
): OperationName | undefined {
  if (kind === 'events') return 'CreateEvent';
  if (kind !== 'actor') return undefined;
  if (method === 'DELETE') return 'DeleteEvent';
  return segments === 5 ? 'ListSessions' : 'ListEvents';
}

/** Members that stand in the path; CreateEvent has its own in the body. */
function pathInput(
  name: OperationName,
  actorId: string,
  sessionId: string,
  eventId: string,
): Record<string, string> {
  if (name === 'CreateEvent') return {};
  return { actorId, ...(sessionId && { sessionId }), ...(eventId && { eventId }) };
}

interface Input {
  readonly memoryId: string;
  readonly actorId: string;
  readonly sessionId: string;
  readonly eventId: string;
  readonly eventTimestamp?: number;
  readonly payload?: readonly unknown[];
  readonly metadata?: FakeEvent['metadata'];
  readonly clientToken?: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
}
