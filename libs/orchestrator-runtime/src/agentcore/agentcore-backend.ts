import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  InvokeAgentRuntimeCommand,
  StopRuntimeSessionCommand,
  type BedrockAgentCoreClient,
} from '@aws-sdk/client-bedrock-agentcore';
import { classifyError } from '../aws/classify-error';
import type { HeartbeatBackend, StartOutcome, StartSpec, StopOutcome } from '../backend';
import type { ClassifiedError } from '../classified-error';
import { agentVariables, type BackendConfig } from '../environment';
import { handleVersion, type HandleOf } from '../handle';
import { discard } from './invoke-answer';

/** An AgentCore backend in the configuration. */
export type AgentCoreConfig = Extract<BackendConfig, { kind: 'agentcore' }>;

/**
 * Milliseconds without work after which AgentCore ends a session, unless the runtime's lifecycle
 * configuration says otherwise: an agent that works in the background reports `HealthyBusy`.
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html
 */
export const agentCoreIdleTimeoutMs = 900_000;

/** Milliseconds after which AgentCore ends every session: eight hours, unless the runtime says less. */
export const agentCoreMaxLifetimeMs = 28_800_000;

/** Body of the one invocation that a session gets. */
export interface AgentCoreInvocation {
  /** Variables that a container would have in its environment: `agentVariables`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly payload: StartSpec['payload'];
}

export interface AgentCoreBackendOptions {
  /** Name in the configuration. */
  readonly name: string;
  readonly config: AgentCoreConfig;
  /**
   * Shared by all backends of the process. It must have `maxAttempts: 1`: the SDK's own retry would deliver
   * a payload twice.
   */
  readonly client: BedrockAgentCoreClient;
  /** `maxLifetime` of the runtime's lifecycle configuration, in milliseconds. */
  readonly maxLifetimeMs?: number;
}

/**
 * Runs sessions on Amazon Bedrock AgentCore Runtime. Nothing lists its sessions or says how one is, and an
 * invocation brings an ended session back: this backend invokes a session to start it and never to look at
 * it, and has no `observe`, `find` or `owned`. The agent's heartbeat tells whether it lives.
 *
 * An agent answers its invocation at once, works on in the background, reports `HealthyBusy` meanwhile, and
 * ignores an invocation for an attempt that it has seen.
 */
export class AgentCoreBackend implements HeartbeatBackend<'agentcore'> {
  readonly kind = 'agentcore';
  readonly observes = 'heartbeat-only';
  /** A runtime has no zones to choose from. */
  readonly variants = 1;
  readonly name: string;
  readonly maxRuntimeMs: number;

  constructor(private readonly options: AgentCoreBackendOptions) {
    this.name = options.name;
    this.maxRuntimeMs = options.maxLifetimeMs ?? agentCoreMaxLifetimeMs;
  }

  handleOf({ runId, attempt, startToken }: StartSpec): HandleOf<'agentcore'> {
    const { runtimeArn, qualifier } = this.options.config;
    return {
      v: handleVersion,
      kind: 'agentcore',
      backend: this.name,
      runId,
      attempt,
      startToken,
      runtimeArn,
      qualifier,
      // 64 characters of the 33 to 256 that AgentCore asks for; the SDK does not check them.
      sessionId: startToken,
    };
  }

  async start(spec: StartSpec): Promise<StartOutcome<'agentcore'>> {
    const { client } = this.options;
    const maxAttempts = await client.config.maxAttempts();
    if (maxAttempts !== 1) return { type: 'rejected', error: retryingClient(maxAttempts) };
    const handle = this.handleOf(spec);
    try {
      const { statusCode, response } = await client.send(
        new InvokeAgentRuntimeCommand({
          agentRuntimeArn: handle.runtimeArn,
          qualifier: handle.qualifier,
          runtimeSessionId: handle.sessionId,
          contentType: 'application/json',
          payload: Buffer.from(JSON.stringify(bodyOf(spec))),
        }),
      );
      await discard(response as Readable | undefined);
      if (statusCode === undefined || statusCode < 200 || statusCode > 299) {
        return { type: 'rejected', error: refusedByAgent(statusCode) };
      }
      return { type: 'started', handle };
    } catch (error) {
      const classified = classifyError(error);
      const { startMayHaveHappened, class: errorClass } = classified;
      const open = startMayHaveHappened && ['transient', 'unknown'].includes(errorClass);
      return { type: open ? 'ambiguous' : 'rejected', error: classified };
    }
  }

  /**
   * Stops a session. `ResourceNotFound` is no proof that it is gone
   * (https://github.com/aws/bedrock-agentcore-starter-toolkit/issues/498): it is `requested`, and only the
   * heartbeat's silence confirms it. AgentCore takes neither a reason nor a time to end in.
   */
  async stop({ runtimeArn, qualifier, sessionId }: HandleOf<'agentcore'>): Promise<StopOutcome> {
    try {
      await this.options.client.send(
        new StopRuntimeSessionCommand({
          agentRuntimeArn: runtimeArn,
          qualifier,
          runtimeSessionId: sessionId,
          // A new one for every call: a token that comes again would get the old answer, and a session
          // that was brought back in between would run on.
          clientToken: randomUUID(),
        }),
      );
      return { type: 'stopped' };
    } catch (error) {
      const classified = classifyError(error);
      if (classified.code === 'ResourceNotFoundException') return { type: 'requested' };
      return { type: 'failed', error: classified, mayStillRun: true };
    }
  }
}

function bodyOf({ environment, runId, attempt, payload }: StartSpec): AgentCoreInvocation {
  return {
    environment: {
      ...environment,
      [agentVariables.runId]: runId,
      [agentVariables.attempt]: String(attempt),
    },
    payload,
  };
}

function retryingClient(maxAttempts: number): ClassifiedError {
  return {
    class: 'config',
    code: 'RetryingClient',
    message: `The client of AgentCore tries ${maxAttempts} times, so that an agent may get its payload as often; make it with maxAttempts: 1.`,
    startMayHaveHappened: false,
  };
}

function refusedByAgent(statusCode: number | undefined): ClassifiedError {
  return {
    class: 'workload',
    code: `HTTP ${statusCode ?? 'without a status'}`,
    message: `The agent answered its invocation with status ${statusCode ?? 'none'}.`,
    startMayHaveHappened: true,
  };
}
