import type { RunSettings } from '@slipway/catalog';
import type { OrchestratedTask, StageOrchestrator } from '@slipway/platform';
import type { ClusterContract } from '../contracts/cluster';
import type { NetworkingContract } from '../contracts/networking';
import { literal } from '../literal';
import { Fn } from '../terraform';

/** What a task is started on, as far as only the stack knows it. */
export interface DeployedTask {
  readonly task: OrchestratedTask;
  readonly taskDefinitionArn: string;
  readonly securityGroupIds: readonly string[];
  /** Absent without one. */
  readonly runtime?: { readonly arn: string; readonly qualifier: string };
}

export interface BackendSurroundings {
  readonly cluster: ClusterContract;
  readonly network: Pick<NetworkingContract, 'taskSubnetIds' | 'assignPublicIp'>;
}

type BackendKind = RunSettings['backend'];

/**
 * ORCHESTRATOR_BACKENDS, in the words of libs/orchestrator-runtime: how each task is started, and what it is
 * started on. A backend whose image nobody has pushed is left out, and so is a task without any.
 */
export function backendsVariable(
  tasks: readonly DeployedTask[],
  { cluster, network }: BackendSurroundings,
): string {
  const described = tasks.flatMap((deployed) => {
    const { service } = deployed.task.placed;
    const backends = kindsOf(deployed).map((kind) => ({
      name: backendName(service.name, kind),
      backend: backendOf(kind, deployed, cluster),
    }));
    return backends.length === 0 ? [] : [{ ...deployed.task, name: service.name, backends }];
  });
  const text = JSON.stringify({
    backends: Object.fromEntries(
      described.flatMap(({ backends }) => backends.map(({ name, backend }) => [name, backend])),
    ),
    tasks: Object.fromEntries(
      described.map(({ name, run, backends }) => [
        name,
        {
          backends: backends.map((one) => one.name),
          failover: backends.length > 1,
          replayable: run.replayable,
          maxAttempts: run.maxAttempts,
          heartbeatSeconds: run.heartbeatSeconds,
          lostAfterSeconds: run.lostAfterSeconds,
          stuckAfterSeconds: run.stuckAfterSeconds,
        },
      ]),
    ),
  });
  // What is no text stands without quotes, so Terraform has to write it.
  return text
    .replaceAll(JSON.stringify(subnets), Fn.jsonencode(network.taskSubnetIds))
    .replaceAll(JSON.stringify(publicIp), Fn.jsonencode(network.assignPublicIp));
}

/** Stand for a list and a truth value that only Terraform knows. */
const subnets = '<subnets>';
const publicIp = '<public IP>';

/** ORCHESTRATOR_LIMITS, in the words of libs/orchestrator-runtime. */
export function limitsVariable({ limits, tasks }: StageOrchestrator): string {
  const { perUser, account, deadlineSeconds } = limits;
  const perBackend = tasks.flatMap(({ placed, run }) =>
    [run.backend, run.failover].flatMap((kind) => {
      const limit = kind === undefined || kind === 'process' ? undefined : limits[kind];
      return kind === undefined || limit === undefined
        ? []
        : [[backendName(placed.service.name, kind), limit] as const];
    }),
  );
  return JSON.stringify({
    perUser,
    perBackend: Object.fromEntries(perBackend),
    account,
    deadlineSeconds,
  });
}

function backendName(service: string, kind: BackendKind): string {
  return `${service}-${kind}`;
}

function kindsOf({ task: { run }, runtime }: DeployedTask): BackendKind[] {
  const kinds = [run.backend, ...(run.failover ? [run.failover] : [])];
  return kinds.filter((kind) => kind !== 'agentcore' || runtime !== undefined);
}

function backendOf(
  kind: BackendKind,
  { task, taskDefinitionArn, securityGroupIds, runtime }: DeployedTask,
  cluster: ClusterContract,
): object {
  const { service } = task.placed;
  switch (kind) {
    case 'ecs':
      return {
        kind,
        cluster: cluster.clusterArn,
        taskDefinition: taskDefinitionArn,
        container: service.name,
        subnets,
        securityGroups: securityGroupIds,
        assignPublicIp: publicIp,
      };
    case 'agentcore':
      return { kind, runtimeArn: runtime?.arn, qualifier: runtime?.qualifier };
    case 'process':
      return { kind, command: literal(service.local.command ?? ''), cwd: service.folder };
  }
}
