import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { AgentCoreBackend } from '../agentcore/agentcore-backend';
import { faultOf } from './call-faults';
import { FakeAgentCore, type FakeAgentCoreOptions } from './fake-agentcore';
import { ManualClock } from './manual-clock';
import type { HeartbeatWorld } from './world';

/** An AgentCore backend over a fake runtime. */
export interface AgentCoreWorld extends HeartbeatWorld<'agentcore'> {
  readonly agentcore: FakeAgentCore;
  readonly clock: ManualClock;
  readonly backend: AgentCoreBackend;
}

const runtimeArn = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/agent-a1b2c3d4e5';

/** Starts the world; `options` go to the fake. */
export async function agentCoreWorld(
  options: Partial<FakeAgentCoreOptions> = {},
): Promise<AgentCoreWorld> {
  const clock = new ManualClock();
  const config = { kind: 'agentcore', runtimeArn, qualifier: 'DEFAULT' } as const;
  const agentcore = await FakeAgentCore.start({ ...config, now: clock.now, ...options });
  const clients = [0, 1].map(
    () => new BedrockAgentCoreClient({ ...agentcore.clientConfig(), maxAttempts: 1 }),
  );
  const [client, otherClient] = clients as [BedrockAgentCoreClient, BedrockAgentCoreClient];
  return {
    agentcore,
    clock,
    backend: new AgentCoreBackend({ name: 'agentcore', config, client }),
    otherHost: new AgentCoreBackend({ name: 'agentcore', config, client: otherClient }),
    // The session id is the start token.
    live: () => Promise.resolve(agentcore.liveSessions()),
    settle: () => {
      clock.advance(60_000);
      return Promise.resolve();
    },
    fail: (call, failure) =>
      agentcore.faults.next(
        call === 'stop' ? 'StopRuntimeSession' : 'InvokeAgentRuntime',
        faultOf(failure),
      ),
    close: async () => {
      for (const each of clients) each.destroy();
      await agentcore.close();
    },
  };
}
