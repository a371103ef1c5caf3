import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { ECSClient } from '@aws-sdk/client-ecs';
import { AgentCoreBackend } from '../agentcore/agentcore-backend';
import type { Backend, StartSpec } from '../backend';
import { agentCoreWorld } from '../conformance/agentcore-world';
import { ecsWorld } from '../conformance/ecs-world';
import { EcsBackend } from '../ecs/ecs-backend';
import { startToken } from '../start-token';
import type { SimulatedAgents } from '../testing/simulated-agents';
import { conformanceSpec } from '../conformance/world';
import type { HostLife } from './crash';
import type { KillBackend } from './kit';
import { worldAround } from './simulated-worlds';

/** The part of a client's middleware stack that is the same for every client. */
interface Commands {
  add(
    middleware: <P, T>(
      next: (parameters: P) => Promise<T>,
      context: { readonly commandName?: string },
    ) => (parameters: P) => Promise<T>,
    options: { readonly step: 'initialize' },
  ): void;
}

/** Makes each command of a client a point of the life. */
function watchCommands(commands: Commands, life: HostLife, service: string): void {
  commands.add(
    (next, { commandName }) =>
      (parameters) =>
        life.point(`${service}.${commandName ?? 'command'}`, () => next(parameters)),
    { step: 'initialize' },
  );
}

/** Attempts that a run of the kit may have. */
const mostAttempts = 40;

function specOf(token: string): StartSpec {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    if (startToken('run', attempt) === token) return conformanceSpec('run', attempt);
  }
  throw new Error(`No attempt has the token ${token}.`);
}

/** Agents begin and end with the sessions of the fake. */
function follow(agents: SimulatedAgents, live: readonly string[], known: Set<string>): void {
  for (const token of live) {
    if (known.has(token)) continue;
    known.add(token);
    agents.begin(specOf(token));
  }
  for (const token of known) if (!live.includes(token)) agents.stop(token);
}

/** ECS and AgentCore: the real SDK clients over the fakes of the conformance suite; every command is a point. */
export const awsBackends: readonly KillBackend[] = [
  {
    name: 'ecs',
    create: async (scenario) => {
      const fake = await ecsWorld();
      const { ecs, clock, config } = fake;
      if (scenario.losesStart) fake.fail?.('start', 'reset-after');
      if (scenario.refusesStop) fake.fail?.('stop', 'throttled');
      const clients: ECSClient[] = [];
      const known = new Set<string>();
      const tokenOf = (arn: string) => ecs.task(arn).props.startedBy?.replace(/^.*\//, '') ?? '';
      return worldAround(scenario, {
        clock: { now: clock.now },
        elapse: (ms) => clock.advance(ms),
        backend: (life): Backend => {
          const client = new ECSClient({ ...ecs.clientConfig(), maxAttempts: 1 });
          watchCommands(client.middlewareStack, life, 'ecs');
          clients.push(client);
          return new EcsBackend({ name: 'ecs', config, client, clock });
        },
        sync: (agents) => {
          follow(agents, ecs.liveTasks().map(tokenOf), known);
          for (const arn of ecs.liveTasks()) {
            const seen = agents.observe(tokenOf(arn));
            if (seen.state !== 'exited') ecs.setRunning(arn);
            else {
              ecs.finish(arn, {
                stopCode: 'EssentialContainerExited',
                stoppedReason: 'Essential container in task exited',
                exits: {
                  [config.container]: { exitCode: seen.exitCode ?? 1 },
                  'log-router': { exitCode: 0 },
                },
              });
            }
          }
        },
        live: () => ecs.liveTasks().length,
        close: async () => {
          for (const client of clients) client.destroy();
          await fake.close();
        },
      });
    },
  },
  {
    name: 'agentcore',
    create: async (scenario) => {
      const fake = await agentCoreWorld();
      const { agentcore, clock } = fake;
      if (scenario.losesStart) fake.fail?.('start', 'reset-after');
      if (scenario.refusesStop) fake.fail?.('stop', 'throttled');
      const clients: BedrockAgentCoreClient[] = [];
      const known = new Set<string>();
      const { runtimeArn } = fake.backend.handleOf(conformanceSpec('run'));
      return worldAround(scenario, {
        clock: { now: clock.now },
        elapse: (ms) => clock.advance(ms),
        backend: (life): Backend => {
          const client = new BedrockAgentCoreClient({
            ...agentcore.clientConfig(),
            maxAttempts: 1,
          });
          watchCommands(client.middlewareStack, life, 'agentcore');
          clients.push(client);
          const config = { kind: 'agentcore', runtimeArn, qualifier: 'DEFAULT' } as const;
          return new AgentCoreBackend({ name: 'agentcore', config, client });
        },
        sync: (agents) => follow(agents, agentcore.liveSessions(), known),
        live: () => agentcore.liveSessions().length,
        close: async () => {
          for (const client of clients) client.destroy();
          await fake.close();
        },
      });
    },
  },
];
