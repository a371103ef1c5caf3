import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { ECSClient } from '@aws-sdk/client-ecs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AgentCoreBackend } from '../agentcore/agentcore-backend';
import { assertNever } from '../assert-never';
import { clientTimeouts } from '../aws/client-timeouts';
import type { Backend } from '../backend';
import type { Clock } from '../clock';
import { EcsBackend } from '../ecs/ecs-backend';
import type { BackendConfig, BackendsConfig } from '../environment';
import { ProcessBackend } from '../process/process-backend';

/**
 * The backends of a configuration, by name. Clients are shared by all of them: call it once a process.
 *
 * @param environment of this process: sessions of a process backend get it, below their own
 */
export function createBackends(
  { backends }: BackendsConfig,
  clock: Clock,
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, Backend> {
  let ecs: ECSClient | undefined;
  let agentCore: BedrockAgentCoreClient | undefined;
  const create = (name: string, config: BackendConfig): Backend => {
    switch (config.kind) {
      case 'ecs':
        // The backend's own rules say what is tried again: an answer that is lost must not be.
        ecs ??= new ECSClient({ maxAttempts: 1, requestHandler: clientTimeouts });
        return new EcsBackend({ name, config, client: ecs, clock });
      case 'agentcore':
        agentCore ??= new BedrockAgentCoreClient({
          maxAttempts: 1,
          requestHandler: clientTimeouts,
        });
        return new AgentCoreBackend({ name, config, client: agentCore });
      case 'process':
        return new ProcessBackend({
          name,
          command: config.command,
          cwd: config.cwd ?? process.cwd(),
          folder: join(environment.TMPDIR ?? tmpdir(), 'slipway-sessions', folderOf(name, config)),
          environment,
        });
      default:
        return assertNever(config, 'kind of backend');
    }
  };
  return new Map(Object.entries(backends).map(([name, config]) => [name, create(name, config)]));
}

/** Of this workspace alone: another one on the machine must not take its sessions for orphans. */
function folderOf(name: string, { cwd = '.' }: { readonly cwd?: string }): string {
  const place = createHash('sha256').update(resolve(cwd)).digest('hex').slice(0, 12);
  return `${name}-${place}`;
}
