import {
  BedrockAgentCoreClient,
  InvokeAgentRuntimeCommand,
  StopRuntimeSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { FakeAgentCore } from './fake-agentcore';

const agentRuntimeArn = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/agent-abcdefghij';
const runtimeSessionId = 'session-'.padEnd(40, '0');

describe('FakeAgentCore', () => {
  let now = 0;
  let agentcore: FakeAgentCore;
  let client: BedrockAgentCoreClient;

  beforeEach(async () => {
    now = 1_000_000;
    agentcore = await FakeAgentCore.start({
      runtimeArn: agentRuntimeArn,
      qualifier: 'DEFAULT',
      now: () => now,
    });
    client = new BedrockAgentCoreClient({ ...agentcore.clientConfig(), maxAttempts: 1 });
  });

  afterEach(async () => {
    client.destroy();
    await agentcore.close();
  });

  const invoke = (sessionId = runtimeSessionId) =>
    client.send(
      new InvokeAgentRuntimeCommand({
        agentRuntimeArn,
        qualifier: 'DEFAULT',
        runtimeSessionId: sessionId,
        payload: Buffer.from('{"attempt":1}'),
      }),
    );
  const stop = () =>
    client.send(
      new StopRuntimeSessionCommand({ agentRuntimeArn, qualifier: 'DEFAULT', runtimeSessionId }),
    );

  test('an invocation makes a session, and brings an ended one back', async () => {
    const output = await invoke();
    expect(output).toMatchObject({ statusCode: 200, runtimeSessionId });
    expect(await output.response?.transformToString()).toBe('{"accepted":true}');
    expect(agentcore.liveSessions()).toEqual([runtimeSessionId]);
    await stop();
    expect(agentcore.liveSessions()).toEqual([]);
    await invoke();
    expect(agentcore.session(runtimeSessionId)).toMatchObject({ live: true, resurrections: 1 });
  });

  test('idleness ends a session, a busy one runs until its greatest age', async () => {
    await invoke();
    now += 900_000;
    expect(agentcore.liveSessions()).toHaveLength(1);
    agentcore.finishWork(runtimeSessionId);
    now += 899_999;
    expect(agentcore.liveSessions()).toHaveLength(1);
    now += 1;
    expect(agentcore.liveSessions()).toEqual([]);
    await invoke();
    now += 28_800_000;
    expect(agentcore.liveSessions()).toEqual([]);
  });

  test('StopRuntimeSession does not find an ended session, nor, at times, one that runs', async () => {
    await invoke();
    agentcore.session(runtimeSessionId).hiddenFromStop = true;
    await expect(stop()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(agentcore.liveSessions()).toHaveLength(1);
    agentcore.kill(runtimeSessionId);
    await expect(stop()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('refuses a session id that is too short, and a runtime that it does not have', async () => {
    await expect(invoke('short')).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      client.send(
        new InvokeAgentRuntimeCommand({
          agentRuntimeArn: `${agentRuntimeArn}x`,
          runtimeSessionId,
          payload: Buffer.from('{}'),
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
