/** A task as a deployment sees it. */
export interface PlannedTask {
  /** False where it is to be replaced. */
  readonly current: boolean;
  readonly healthy: boolean;
}

/** How many tasks there should be, and how far a deployment may go from that. */
export interface DeploymentLimits {
  readonly desiredCount: number;
  /** Percent of the desired count that stay healthy, rounded up. */
  readonly minimumHealthyPercent: number;
  /** Percent of the desired count that run at most, rounded down. */
  readonly maximumPercent: number;
}

export interface DeploymentStep<Task> {
  /** Tasks to start. */
  readonly start: number;
  readonly stop: readonly Task[];
}

/**
 * The next step on the way to the desired count of current tasks, as ECS goes it: new ones are started
 * as far as the maximum allows, and one that is to be replaced is stopped once a new one is healthy, or
 * where only that makes room for a new one. Healthy tasks are never fewer than the minimum by a step.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function nextStep<Task extends PlannedTask>(
  tasks: readonly Task[],
  { desiredCount, minimumHealthyPercent, maximumPercent }: DeploymentLimits,
): DeploymentStep<Task> {
  const minimum = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  const maximum = Math.floor((desiredCount * maximumPercent) / 100);
  const current = tasks.filter((task) => task.current);
  const old = tasks
    .filter((task) => !task.current)
    .sort((one, other) => Number(one.healthy) - Number(other.healthy));
  const missing = desiredCount - current.length;
  const room = (old.length > 0 ? maximum : desiredCount) - tasks.length;
  const start = Math.max(0, Math.min(missing, room));

  const replacements = current.filter(({ healthy }) => healthy).length;
  let healthy = tasks.filter((task) => task.healthy).length;
  const stop: Task[] = [];
  for (const task of old) {
    const isReplaced = replacements + old.length - stop.length > desiredCount;
    const makesRoom = missing > 0 && start === 0 && tasks.length - stop.length >= maximum;
    const isSpare = !task.healthy || healthy > minimum;
    if (!isSpare || !(isReplaced || makesRoom)) continue;
    stop.push(task);
    if (task.healthy) healthy -= 1;
  }
  return { start, stop };
}
