import type { Manifest } from '@slipway/platform';
import type { ContainerService } from './container-service';

/** A service of the stage as it is at the moment. */
export type LocalService =
  | {
      readonly name: string;
      readonly kind: 'http';
      readonly state: 'starting' | 'healthy' | 'unhealthy' | 'failed';
      /** Absent where it was not started. */
      readonly port?: number;
      /** Process that leads the service's group; absent where it was not started. */
      readonly pid?: number;
    }
  /** A function starts with its first event, where this machine can run it. */
  | { readonly name: string; readonly kind: 'function'; readonly runsHere: boolean }
  /** A batch service runs when somebody starts it. */
  | { readonly name: string; readonly kind: 'batch' };

const states = {
  initial: 'starting',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  gone: 'failed',
} as const;

/**
 * Every service of the manifest, sorted by name.
 *
 * @param containers those that were started, by target group
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
      const container = containers.get(service.targetGroup);
      if (!container) return { name, kind: 'http', state: 'failed' };
      const { pid, target, props } = container;
      return { name, kind: 'http', state: states[target.health], port: props.port, pid };
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
