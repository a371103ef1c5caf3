import type { ManifestService } from '@slipway/platform';
import type { RouteTable, TargetGroup } from '@slipway/routing';
import { ecsServicesOf, type ContainerWorkload, type Graph } from '@slipway/terraform-graph';
import { ContainerService, type ContainerServiceProps } from './container-service';
import type { OnEvent } from './events';
import { referenceValues } from './reference-values';
import type { RunFolder } from './run-folder';
import type { TargetGroups } from './target-groups';

export interface ContainersProps {
  readonly root: string;
  readonly graph: Graph;
  readonly table: RouteTable;
  readonly workloads: readonly ContainerWorkload[];
  /** What the AWS SDK in a task reads. */
  readonly aws: Readonly<Record<string, string>>;
  /** The environment of a container on this machine. */
  readonly environmentOf: (workload: ContainerWorkload) => Readonly<Record<string, string>>;
  readonly groups: TargetGroups;
  readonly runFolder: RunFolder;
  readonly onEvent: OnEvent;
}

/**
 * Starts the tasks of every container service of the stage. One that cannot be started is told as
 * failed and left out.
 *
 * @param started gets each service by its name before its tasks run: where this rejects, those in it
 *   are to be stopped
 */
export async function startContainers(
  props: ContainersProps,
  started: Map<string, ContainerService>,
): Promise<void> {
  let grow: () => void = () => undefined;
  const mayGrow = new Promise<void>((resolve) => (grow = resolve));
  for (const one of startableServices(props)) {
    started.set(one.name, new ContainerService({ ...one, mayGrow }));
  }
  // A request may need every service, so a second task of one waits for the first of each.
  void Promise.all([...started.values()].map(({ settled }) => settled)).then(grow);
  await Promise.all([...started.values()].map((service) => service.start()));
}

function startableServices(props: ContainersProps): ContainerServiceProps[] {
  const { root, graph, table, workloads, aws, environmentOf, groups, runFolder, onEvent } = props;
  const tasks = new Map(workloads.map((found) => [found.service, found]));
  const ecsServices = new Map(ecsServicesOf(graph).map((found) => [found.service, found]));
  return Object.entries(graph.manifest.services).flatMap(([name, service]) => {
    if (service.kind !== 'http') return [];
    const { folder, localCommand: command } = service;
    const targetGroup = table.targetGroups.find((group) => group.name === service.targetGroup);
    const workload = tasks.get(name);
    const ecsService = ecsServices.get(name);
    const failed = (reason: string): [] => {
      onEvent({ type: 'service-failed', service: name, reason, lastLines: [] });
      return [];
    };
    if (command === undefined || !targetGroup || !workload || !ecsService) {
      return failed(whatIsMissing(service, targetGroup, workload));
    }
    const references = referenceValues(root, name, workload.references);
    if ('missing' in references) return failed(references.missing);
    const environment = { ...aws, ...environmentOf(workload), ...references.values };
    const { stopTimeout } = workload;
    return {
      ...ecsService,
      ...{ name, root, folder, command, environment, stopTimeout, targetGroup },
      ...{ groups, runFolder, onEvent },
    };
  });
}

function whatIsMissing(
  service: ManifestService & { readonly kind: 'http' },
  targetGroup: TargetGroup | undefined,
  workload: ContainerWorkload | undefined,
): string {
  if (service.localCommand === undefined) {
    return `has no \`local.command\` in ${service.file}: add the command that runs it on this machine`;
  }
  if (!targetGroup) return `its target group ${service.targetGroup} is in no synthesised stack`;
  return `its ${workload ? 'ECS service' : 'task definition'} is in no synthesised stack`;
}
