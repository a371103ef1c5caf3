import { FakeError } from './fake-faults';
import { FakeServer, type Answer, type FakeRequest, type Operation } from './fake-server';
import { jsonBody, restJsonAnswer, restJsonError, unknownOperation } from './wire';

/** One delivery of a payload to a session. */
export interface FakeInvocation {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly payload: unknown;
}

/** A session of the runtime: a microVM that AgentCore makes at the first invocation. */
export interface FakeSession {
  readonly sessionId: string;
  live: boolean;
  /** The agent reports HealthyBusy, so that idleness does not end it. */
  busy: boolean;
  startedAt: number;
  lastActivityAt: number;
  /** How often an invocation brought the session back after it had ended. */
  resurrections: number;
  /** StopRuntimeSession does not find it, and it runs on. */
  hiddenFromStop: boolean;
  readonly invocations: FakeInvocation[];
}

export interface FakeAgentCoreOptions {
  readonly runtimeArn: string;
  readonly qualifier: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds without work after which a session ends: 900,000 on AWS. */
  readonly idleMs?: number;
  /** Milliseconds after which every session ends: 28,800,000 on AWS. */
  readonly maxLifetimeMs?: number;
  /** The agent streams, and its answer never ends. */
  readonly endlessAnswer?: boolean;
  /** HTTP status of the agent's answer, 200 where left out. */
  readonly answerStatus?: number;
  /** Called for every delivery, as the agent's entry point. */
  readonly onInvoke?: (session: FakeSession, payload: unknown) => void;
}

/**
 * Amazon Bedrock AgentCore Runtime on 127.0.0.1, as unpleasant as the real one: nothing lists sessions or
 * says how one is, an invocation brings an ended session back, StopRuntimeSession may not find a session
 * that runs, idleness and age end sessions without a word.
 *
 * ```ts
 * const agentcore = await FakeAgentCore.start({ runtimeArn, qualifier: 'DEFAULT', now: () => clock.now() });
 * const client = new BedrockAgentCoreClient({ ...agentcore.clientConfig(), maxAttempts: 1 });
 * agentcore.faults.next('InvokeAgentRuntime', { kind: 'reset', applied: true }); // delivered, answer lost
 * agentcore.finishWork(sessionId); // idle from now on
 * expect(agentcore.liveSessions()).toEqual([]);
 * await agentcore.close();
 * ```
 */
export class FakeAgentCore extends FakeServer {
  private readonly sessions = new Map<string, FakeSession>();
  private readonly stopTokens = new Set<string>();

  private constructor(private readonly options: FakeAgentCoreOptions) {
    super();
  }

  static start(options: FakeAgentCoreOptions): Promise<FakeAgentCore> {
    return new FakeAgentCore(options).listen();
  }

  /** Ids of the sessions that run (and cost), oldest first. */
  liveSessions(): string[] {
    this.tick();
    return [...this.sessions.values()].filter(({ live }) => live).map((s) => s.sessionId);
  }

  /** A session that was invoked once or more. */
  session(sessionId: string): FakeSession {
    this.tick();
    const session = this.sessions.get(sessionId);
    if (!session) throw new Error(`The fake has no session ${sessionId}`);
    return session;
  }

  /** The agent has done its work: the session idles, and costs, until it is stopped or times out. */
  finishWork(sessionId: string): void {
    const session = this.session(sessionId);
    session.busy = false;
    session.lastActivityAt = this.options.now();
  }

  /** The microVM is gone, and nobody is told. */
  kill(sessionId: string): void {
    this.session(sessionId).live = false;
  }

  protected operationOf(request: FakeRequest): Operation {
    const [collection, runtimeArn = '', action = ''] = request.path;
    const name = collection === 'runtimes' ? operationNames[action] : undefined;
    if (!name) throw unknownOperation(`${request.method} /${request.path.join('/')}`);
    const input = {
      agentRuntimeArn: runtimeArn,
      qualifier: request.query.get('qualifier') ?? 'DEFAULT',
      runtimeSessionId: String(
        request.headers['x-amzn-bedrock-agentcore-runtime-session-id'] ?? '',
      ),
      body: jsonBody(request),
    };
    return { name, input, apply: () => this.apply(name, input) };
  }

  protected errorAnswer(error: FakeError): Answer {
    return restJsonError(error);
  }

  private apply(name: string, input: Input): Answer {
    this.tick();
    const { runtimeArn, qualifier } = this.options;
    if (input.agentRuntimeArn !== runtimeArn || input.qualifier !== qualifier) {
      throw new FakeError(
        'ResourceNotFoundException',
        `No endpoint or agent found with qualifier '${input.qualifier}' for agent '${input.agentRuntimeArn}'`,
        404,
      );
    }
    const { length } = input.runtimeSessionId;
    if (length < 33 || length > 256) {
      throw new FakeError('ValidationException', 'runtimeSessionId must have 33 to 256 characters');
    }
    return name === 'InvokeAgentRuntime' ? this.invoke(input) : this.stop(input);
  }

  private invoke({ runtimeSessionId, body }: Input): Answer {
    const now = this.options.now();
    const known = this.sessions.get(runtimeSessionId);
    const session: FakeSession = known ?? {
      sessionId: runtimeSessionId,
      live: false,
      busy: false,
      startedAt: now,
      lastActivityAt: now,
      resurrections: 0,
      hiddenFromStop: false,
      invocations: [],
    };
    this.sessions.set(runtimeSessionId, session);
    if (!session.live) {
      session.live = true;
      session.startedAt = now;
      if (known) session.resurrections++;
    }
    session.busy = true;
    session.lastActivityAt = now;
    session.invocations.push({ at: now, payload: body });
    this.options.onInvoke?.(session, body);
    const { answerStatus, endlessAnswer } = this.options;
    const answer = restJsonAnswer({ accepted: true }, answerStatus);
    return {
      ...answer,
      headers: {
        ...answer.headers,
        'x-amzn-bedrock-agentcore-runtime-session-id': runtimeSessionId,
      },
      ...(endlessAnswer && { endless: true }),
    };
  }

  private stop({ runtimeSessionId, body }: Input): Answer {
    const token = String(body['clientToken']);
    const session = this.sessions.get(runtimeSessionId);
    // A token that comes again gets the answer of the first time, and nothing is done.
    if (!this.stopTokens.has(token)) {
      if (!session?.live || session.hiddenFromStop) {
        throw new FakeError(
          'ResourceNotFoundException',
          `Session ${runtimeSessionId} was not found`,
          404,
        );
      }
      this.stopTokens.add(token);
      session.live = false;
    }
    return {
      ...restJsonAnswer({}),
      headers: { 'x-amzn-bedrock-agentcore-runtime-session-id': runtimeSessionId },
    };
  }

  /** Ends what is idle or old. */
  private tick(): void {
    const now = this.options.now();
    const { idleMs = 900_000, maxLifetimeMs = 28_800_000 } = this.options;
    for (const session of this.sessions.values()) {
      const idle = !session.busy && now - session.lastActivityAt >= idleMs;
      if (idle || now - session.startedAt >= maxLifetimeMs) session.live = false;
    }
  }
}

const operationNames: Readonly<Record<string, string>> = {
  invocations: 'InvokeAgentRuntime',
  stopruntimesession: 'StopRuntimeSession',
};

interface Input {
  readonly agentRuntimeArn: string;
  readonly qualifier: string;
  readonly runtimeSessionId: string;
  readonly body: Record<string, unknown>;
}
