import type { Manifest } from '@slipway/platform';
import type { ContainerService, LocalTask } from './container-service';

/** A service of the stage as it is at the moment. */
export type LocalService =
  | {
      readonly name: string;
      readonly kind: 'http';
      /** That of the task that is best off. */
      readonly state: 'starting' | 'healthy' | 'unhealthy' | 'failed';
      /** None where the service was not started, or its last task has failed. */
      readonly tasks: readonly LocalTask[];
    }
  /** A function starts with its first event, where this machine can run it. */
  | { readonly name: string; readonly kind: 'function'; readonly runsHere: boolean }
  /** A batch service runs when somebody starts it. */
  | { readonly name: string; readonly kind: 'batch' };

/** Health of a task and the state of a service that has none better. */
const states = [
  ['healthy', 'healthy'],
  ['initial', 'starting'],
  ['unhealthy', 'unhealthy'],
] as const;

/**
 * Every service of the manifest, sorted by name.
 *
 * @param containers those that were started, by name
 */
export function servicesOf(
  manifest: Manifest,
  containers: ReadonlyMap<string, ContainerService>,
): LocalService[] {
  return Object.entries(manifest.services)
    .map(([name, service]): LocalService => {
      if (service.kind === 'batch') return { name, kind: 'batch' };
      if (service.kind === 'function') {
        return { name, kind: 'function', runsHere: service.node !== undefined };
      }
      const tasks = containers.get(name)?.tasks() ?? [];
      const [, state = 'failed'] =
        states.find(([health]) => tasks.some((task) => task.health === health)) ?? [];
      return { name, kind: 'http', state, tasks };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Name of the container service behind each target group, by name of the group. */
export function targetGroupServices({ services }: Manifest): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(services).flatMap(([name, service]) =>
      service.kind === 'http' ? [[service.targetGroup, name] as const] : [],
    ),
  );
}

/** Name of the service behind each function, by name of the function. */
export function functionServices({ services }: Manifest): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(services).flatMap(([name, service]) =>
      service.kind === 'function' ? [[service.functionName, name] as const] : [],
    ),
  );
}
