import type { TaskService } from '@slipway/catalog';

/**
 * What the agent of ECS Exec writes to, as root whoever the container's user is. AWS documents Exec for
 * a writable root file system only; with volumes at these paths it runs under a read-only one.
 * https://github.com/aws/containers-roadmap/issues/1359
 */
const execPaths = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

/** An empty volume of a task, and where a container has it. */
export interface Mount {
  readonly volume: string;
  readonly path: string;
}

/** The writable folders of a service's container, sorted by path. */
export function mountsOf({ mounts, readOnly, exec }: TaskService['container']): Mount[] {
  const paths = new Set([...mounts, ...(readOnly && exec ? execPaths : [])]);
  return [...paths].sort().map((path, index) => ({ volume: `mount-${index + 1}`, path }));
}
