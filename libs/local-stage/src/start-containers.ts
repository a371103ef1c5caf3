import type { ManifestService } from '@slipway/platform';
import type { RouteTable, TargetGroup } from '@slipway/routing';
import type { ContainerWorkload, Graph } from '@slipway/terraform-graph';
import { ContainerService } from './container-service';
import type { OnEvent } from './events';
import { freePorts } from './free-ports';
import { referenceValues } from './reference-values';
import type { RunFolder } from './run-folder';

export interface ContainersProps {
  readonly root: string;
  readonly graph: Graph;
  readonly table: RouteTable;
  readonly workloads: readonly ContainerWorkload[];
  /** What the AWS SDK in a task reads. */
  readonly aws: Readonly<Record<string, string>>;
  /** The environment of a container on this machine. */
  readonly environmentOf: (workload: ContainerWorkload) => Readonly<Record<string, string>>;
  readonly runFolder: RunFolder;
  readonly onEvent: OnEvent;
}

interface Startable {
  readonly name: string;
  readonly folder: string;
  readonly command: string;
  readonly targetGroup: TargetGroup;
  readonly workload: ContainerWorkload;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts every container service of the stage. One that cannot be started is told as failed and left
 * out.
 *
 * @param started gets each service as soon as it runs, by name of its target group: where this
 *   rejects, those in it are to be stopped
 */
export async function startContainers(
  props: ContainersProps,
  started: Map<string, ContainerService>,
): Promise<void> {
  const { root, aws, runFolder, onEvent } = props;
  const startable = startableServices(props);
  const ports = await freePorts(startable.length);
  startable.forEach(({ name, folder, command, targetGroup, workload, environment }, position) => {
    const port = ports[position];
    if (port === undefined) return;
    const { stopTimeout } = workload;
    const service = new ContainerService({
      ...{ name, root, folder, command, environment, stopTimeout, port, targetGroup, onEvent },
      ...{ aws, temporaryFolder: runFolder.temporary(name) },
    });
    started.set(targetGroup.name, service);
    if (service.pid !== undefined) runFolder.add(name, service.pid);
  });
}

function startableServices({
  root,
  graph,
  table,
  workloads,
  environmentOf,
  onEvent,
}: ContainersProps): Startable[] {
  const byService = new Map(workloads.map((found) => [found.service, found]));
  return Object.entries(graph.manifest.services).flatMap(([name, service]) => {
    if (service.kind !== 'http') return [];
    const { folder, localCommand: command } = service;
    const targetGroup = table.targetGroups.find((group) => group.name === service.targetGroup);
    const workload = byService.get(name);
    const failed = (reason: string): [] => {
      onEvent({ type: 'service-failed', service: name, reason, lastLines: [] });
      return [];
    };
    if (command === undefined || !targetGroup || !workload) {
      return failed(whatIsMissing(service, targetGroup));
    }
    const references = referenceValues(root, name, workload.references);
    if ('missing' in references) return failed(references.missing);
    const environment = { ...environmentOf(workload), ...references.values };
    return [{ name, folder, command, targetGroup, workload, environment }];
  });
}

function whatIsMissing(
  service: ManifestService & { readonly kind: 'http' },
  targetGroup: TargetGroup | undefined,
): string {
  if (service.localCommand === undefined) {
    return `has no \`local.command\` in ${service.file}: add the command that runs it on this machine`;
  }
  if (!targetGroup) return `its target group ${service.targetGroup} is in no synthesised stack`;
  return 'its task definition is in no synthesised stack';
}
