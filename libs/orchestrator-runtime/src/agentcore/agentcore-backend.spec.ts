import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { agentCoreWorld, type AgentCoreWorld } from '../conformance/agentcore-world';
import { FakeError } from '../conformance/fake-faults';
import { conformanceSpec, started } from '../conformance/world';
import type { HandleOf } from '../handle';
import {
  AgentCoreBackend,
  agentCoreIdleTimeoutMs,
  agentCoreMaxLifetimeMs,
} from './agentcore-backend';

describe('AgentCoreBackend', () => {
  let world: AgentCoreWorld;

  const start = async (options: Parameters<typeof agentCoreWorld>[0] = {}) => {
    world = await agentCoreWorld(options);
  };

  afterEach(() => world.close());

  const spec = conformanceSpec('run-1');
  const stop = (handle: HandleOf<'agentcore'>) => world.backend.stop(handle);
  const refuse = (operation: string, name: string, message: string, status: number) =>
    world.agentcore.faults.next(operation, {
      kind: 'error',
      error: new FakeError(name, message, status),
    });

  test('the agent gets run, attempt and payload in its one invocation', async () => {
    await start();
    const { sessionId } = await started(world, 'run-1');
    expect(sessionId).toMatch(/^[0-9a-f]{64}$/);
    expect(world.agentcore.session(sessionId).invocations).toMatchObject([
      {
        payload: {
          environment: { RUN_ID: 'run-1', ATTEMPT: '1' },
          payload: { kind: 'inline', value: { question: 'why' } },
        },
      },
    ]);
  });

  describe('failure mode 14: no API that gets or lists a session', () => {
    test('only a start invokes: stopping and working out a handle bring nothing back', async () => {
      await start();
      const handle = await started(world, 'run-1');
      world.agentcore.kill(handle.sessionId);
      world.backend.handleOf(spec);
      await stop(handle);
      expect(world.agentcore.inputsOf('InvokeAgentRuntime')).toHaveLength(1);
      expect(world.agentcore.session(handle.sessionId).resurrections).toBe(0);
    });

    test('ResourceNotFound on stop is no proof of death: it is requested, to be confirmed', async () => {
      await start();
      const handle = await started(world, 'run-1');
      world.agentcore.session(handle.sessionId).hiddenFromStop = true;
      expect(await stop(handle)).toEqual({ type: 'requested' });
      expect(await world.live()).toEqual([spec.startToken]);
    });

    test('a session that an invocation brought back is stopped again', async () => {
      await start();
      const handle = await started(world, 'run-1');
      expect(await stop(handle)).toEqual({ type: 'stopped' });
      // A delayed duplicate of the start.
      await world.backend.start(spec);
      expect(world.agentcore.session(handle.sessionId).resurrections).toBe(1);
      expect(await stop(handle)).toEqual({ type: 'stopped' });
      expect(await world.live()).toEqual([]);
    });
  });

  describe('failure mode 15: the SDK retries InvokeAgentRuntime, and a payload arrives twice', () => {
    test('a client that retries by itself is refused before it is used', async () => {
      await start();
      const client = new BedrockAgentCoreClient(world.agentcore.clientConfig());
      const config = { kind: 'agentcore', runtimeArn: 'arn', qualifier: 'DEFAULT' } as const;
      const backend = new AgentCoreBackend({ name: 'agentcore', config, client });
      expect(await backend.start(spec)).toMatchObject({
        type: 'rejected',
        error: { class: 'config', code: 'RetryingClient', startMayHaveHappened: false },
      });
      expect(world.agentcore.calls).toEqual([]);
      client.destroy();
    });

    test('a lost answer delivers once and is ambiguous', async () => {
      await start();
      world.fail?.('start', 'reset-after');
      expect(await world.backend.start(spec)).toMatchObject({ type: 'ambiguous' });
      expect(world.agentcore.session(spec.startToken).invocations).toHaveLength(1);
    });

    test('deliveries of one attempt say so, for the agent to ignore all but one', async () => {
      await start();
      await started(world, 'run-1');
      await world.otherHost.start(spec);
      const { invocations } = world.agentcore.session(spec.startToken);
      expect(invocations).toHaveLength(2);
      expect(invocations[1]?.payload).toEqual(invocations[0]?.payload);
    });

    test('an answer that never ends is let go of, and the next start has a connection', async () => {
      await start({ endlessAnswer: true });
      await Promise.all(['run-1', 'run-2', 'run-3'].map((runId) => started(world, runId)));
      expect(await world.live()).toHaveLength(3);
    });

    test('a status that is no success is not a start', async () => {
      await start({ answerStatus: 304 });
      expect(await world.backend.start(spec)).not.toMatchObject({ type: 'started' });
    });
  });

  describe('failure mode 16: idleness and age', () => {
    test('a session that has done its work costs until it is stopped or idles out', async () => {
      await start();
      const handle = await started(world, 'run-1');
      world.agentcore.finishWork(handle.sessionId);
      world.clock.advance(agentCoreIdleTimeoutMs - 1);
      expect(await world.live()).toHaveLength(1);
      expect(await stop(handle)).toEqual({ type: 'stopped' });
      expect(await world.live()).toEqual([]);
    });

    test('one that works is not idle, and ends at its greatest age', async () => {
      await start();
      await started(world, 'run-1');
      world.clock.advance(agentCoreIdleTimeoutMs);
      expect(await world.live()).toHaveLength(1);
      expect(world.backend.maxRuntimeMs).toBe(agentCoreMaxLifetimeMs);
      world.clock.advance(agentCoreMaxLifetimeMs);
      expect(await world.live()).toEqual([]);
    });
  });

  test.each([
    ['RuntimeClientError', 'Runtime initialization time exceeded.', 424, 'workload', true],
    ['RetryableConflictException', 'retryable conflict', 409, 'transient', true],
    ['ServiceQuotaExceededException', 'active sessions', 402, 'quota', false],
    ['ValidationException', 'not valid', 400, 'config', false],
    ['ThrottlingException', 'Rate exceeded', 429, 'transient', false],
    ['ValidationException', 'Rate exceeded', 400, 'transient', false],
  ])('%s of a start is understood', async (name, message, status, errorClass, mayHave) => {
    await start();
    refuse('InvokeAgentRuntime', name, message, status);
    expect(await world.backend.start(spec)).toMatchObject({
      error: { class: errorClass, code: name, message, startMayHaveHappened: mayHave },
    });
  });

  test('finding 4: of the errors of a stop only the one that says so is benign', async () => {
    await start();
    const handle = await started(world, 'run-1');
    for (const [name, status, errorClass] of [
      ['ThrottlingException', 429, 'transient'],
      ['AccessDeniedException', 403, 'auth'],
      ['InternalServerException', 500, 'transient'],
      ['ConflictException', 409, 'transient'],
    ] as const) {
      refuse('StopRuntimeSession', name, 'no', status);
      expect(await stop(handle)).toMatchObject({
        type: 'failed',
        mayStillRun: true,
        error: { class: errorClass, code: name },
      });
    }
    expect(await stop(handle)).toEqual({ type: 'stopped' });
  });

  test('finding 7: there is no observation that could say running, neither in the type nor in fact', async () => {
    await start();
    // @ts-expect-error a backend that cannot observe has no `observe`
    expect(world.backend.observe).toBeUndefined();
  });

  test('finding 1: the runtime ARN has one source, the configuration; stopping goes by the handle', async () => {
    await start();
    const handle = await started(world, 'run-1');
    const [request] = world.agentcore.inputsOf('InvokeAgentRuntime');
    expect(request).toMatchObject({ agentRuntimeArn: handle.runtimeArn });
  });

  test('finding 2: clients are passed in, and every session goes over the one', async () => {
    await start();
    const client = new BedrockAgentCoreClient({
      ...world.agentcore.clientConfig(),
      maxAttempts: 1,
    });
    const send = jest.spyOn(client, 'send');
    const config = { kind: 'agentcore', runtimeArn: 'arn', qualifier: 'DEFAULT' } as const;
    for (const name of ['one', 'two']) {
      await new AgentCoreBackend({ name, config, client }).start(spec);
    }
    expect(send).toHaveBeenCalledTimes(2);
    client.destroy();
  });
});
