import type {
  HeartbeatBackend,
  ObservableBackend,
  StartOutcome,
  StartSpec,
  StopOutcome,
} from '../backend';
import type { ClassifiedError } from '../classified-error';
import type { HandleOf, SessionHandle } from '../handle';
import type { Observation } from '../observation';
import type { SimulatedAgents } from './simulated-agents';

/** What a call is to come to, in place of what it would. */
export interface Script {
  /** `reject`: nothing starts; `lie`: it starts, the answer says it did not; `lose`: it starts, no answer comes. */
  start?: { how: 'reject' | 'lie' | 'lose'; error: ClassifiedError };
  /** The service does not show what it has started. */
  blind?: boolean;
  stop?: StopOutcome;
  observe?: Observation;
}

const noAnswer: ClassifiedError = {
  class: 'transient',
  code: 'TimeoutError',
  message: 'No answer.',
  startMayHaveHappened: true,
};

interface Session {
  readonly handle: HandleOf<'process'>;
  readonly spec: StartSpec;
}

/** Sessions of simulated agents, with idempotent starts; each call takes what the script says next. */
export class SimulatedBackend implements ObservableBackend<'process'> {
  readonly kind = 'process';
  readonly observes = 'native';
  variants = 1;
  /** What the next calls come to, first first; undefined for a call that goes as it should. */
  readonly script: (Script | undefined)[] = [];
  /** Specifications of all starts, repeated ones too. */
  readonly starts: StartSpec[] = [];
  private readonly sessions = new Map<string, Session>();
  private nextPid = 1;

  constructor(
    readonly name: string,
    private readonly agents: SimulatedAgents,
  ) {}

  start(spec: StartSpec): Promise<StartOutcome<'process'>> {
    this.starts.push(spec);
    const how = this.take('start')?.start;
    if (how?.how === 'reject') return Promise.resolve({ type: 'rejected', error: how.error });
    const before = this.sessions.get(spec.startToken);
    const { handle } = before ?? this.begin(spec);
    if (how?.how === 'lie') return Promise.resolve({ type: 'rejected', error: how.error });
    if (how?.how === 'lose') return Promise.resolve({ type: 'ambiguous', error: how.error });
    return Promise.resolve({ type: before ? 'adopted' : 'started', handle });
  }

  find(startToken: string): Promise<HandleOf<'process'> | undefined> {
    if (this.take('blind')?.blind) return Promise.resolve(undefined);
    return Promise.resolve(this.sessions.get(startToken)?.handle);
  }

  observe(handle: HandleOf<'process'>): Promise<Observation> {
    const observation = this.take('observe')?.observe;
    if (observation) return Promise.resolve(observation);
    if (!this.sessions.has(handle.startToken)) {
      return Promise.resolve({ state: 'unknown', why: 'missing' });
    }
    return Promise.resolve(this.agents.observe(handle.startToken));
  }

  stop(handle: HandleOf<'process'>): Promise<StopOutcome> {
    const outcome = this.take('stop')?.stop;
    if (outcome) return Promise.resolve(outcome);
    const ran = this.agents.stop(handle.startToken);
    return Promise.resolve({ type: ran ? 'stopped' : 'already-gone' });
  }

  async *owned(): AsyncIterable<HandleOf<'process'>> {
    for (const { handle } of this.sessions.values()) {
      if (this.agents.runs(handle.startToken)) yield handle;
    }
  }

  private begin(spec: StartSpec): Session {
    const handle: HandleOf<'process'> = {
      v: 1,
      kind: 'process',
      backend: this.name,
      runId: spec.runId,
      attempt: spec.attempt,
      startToken: spec.startToken,
      pid: this.nextPid++,
      startTime: 'simulated',
    };
    const session = { handle, spec };
    this.sessions.set(spec.startToken, session);
    this.agents.begin(spec);
    return session;
  }

  /** The first script, where it is about this call. */
  private take(about: keyof Script): Script | undefined {
    const [first] = this.script;
    return first && about in first ? this.script.shift() : undefined;
  }
}

/** A service that cannot be asked about its sessions: stops are taken, never confirmed. */
export class SimulatedHeartbeatBackend implements HeartbeatBackend<'agentcore'> {
  readonly kind = 'agentcore';
  readonly observes = 'heartbeat-only';
  readonly variants = 1;
  readonly starts: StartSpec[] = [];
  private stops = 0;

  /** @param first the first start gets no answer, or the first stop is refused */
  constructor(
    readonly name: string,
    private readonly agents: SimulatedAgents,
    private readonly first: { readonly losesStart?: boolean; readonly refusesStop?: boolean } = {},
  ) {}

  start(spec: StartSpec): Promise<StartOutcome<'agentcore'>> {
    this.starts.push(spec);
    if (this.first.losesStart && this.starts.length === 1) {
      this.agents.begin(spec);
      return Promise.resolve({ type: 'ambiguous', error: noAnswer });
    }
    const again = this.agents.knows(spec.startToken);
    if (!again) this.agents.begin(spec);
    return Promise.resolve({ type: again ? 'adopted' : 'started', handle: this.handleOf(spec) });
  }

  handleOf(spec: StartSpec): HandleOf<'agentcore'> {
    return {
      v: 1,
      kind: 'agentcore',
      backend: this.name,
      runId: spec.runId,
      attempt: spec.attempt,
      startToken: spec.startToken,
      runtimeArn: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/agent',
      qualifier: 'DEFAULT',
      sessionId: spec.startToken,
    };
  }

  stop(handle: SessionHandle): Promise<StopOutcome> {
    if (this.first.refusesStop && this.stops++ === 0) {
      return Promise.resolve({ type: 'failed', error: noAnswer, mayStillRun: true });
    }
    this.agents.stop(handle.startToken);
    return Promise.resolve({ type: 'requested' });
  }
}
