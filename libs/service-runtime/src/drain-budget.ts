/** Seconds of a drain, from SIGTERM on. */
export interface DrainBudget {
  /** How long the service keeps serving while the load balancer learns that it goes. */
  readonly lbPropagation: number;
  /** How long requests and WebSockets get after that. */
  readonly requests: number;
  /** How long buffered writes get after the last request; 0 without buffers. */
  readonly flush: number;
  /** When the container is killed: `container.stopTimeout` of its `service.yaml`. */
  readonly stopTimeout: number;
}

/** Seconds between the latest exit and the kill. */
export const exitMargin = 5;

/**
 * What ECS gives a container that says nothing.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const defaultStopTimeout = 30;

/** What Fargate allows at most. */
const largestStopTimeout = 120;

/** A drain that cannot be done in the time that the container has. */
export class DrainBudgetError extends Error {
  override readonly name = 'DrainBudgetError';
}

/**
 * The seconds of a drain: what the service wants, the stage's `SLIPWAY_LB_PROPAGATION` in place of its
 * propagation, and the container's `SLIPWAY_STOP_TIMEOUT`. Left out: 15 for the load balancer, 10 for
 * requests, 0 for buffers, which together with the margin are the 30 seconds that ECS gives by default.
 *
 * @throws DrainBudgetError where they do not fit, or are no numbers
 */
export function drainBudget(
  wanted: Partial<Omit<DrainBudget, 'stopTimeout'>> = {},
  environment: NodeJS.ProcessEnv = process.env,
): DrainBudget {
  const budget = {
    lbPropagation:
      fromEnvironment(environment, 'SLIPWAY_LB_PROPAGATION') ?? wanted.lbPropagation ?? 15,
    requests: wanted.requests ?? 10,
    flush: wanted.flush ?? 0,
    stopTimeout: fromEnvironment(environment, 'SLIPWAY_STOP_TIMEOUT') ?? defaultStopTimeout,
  };
  for (const [name, value] of Object.entries(budget)) checkSeconds(name, value);
  checkFit(budget);
  return budget;
}

function fromEnvironment(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = environment[name];
  if (text === undefined) return undefined;
  const seconds = Number(text);
  checkSeconds(name, text.trim() === '' || Number.isNaN(seconds) ? text : seconds);
  return seconds;
}

function checkSeconds(name: string, value: unknown): void {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return;
  throw new DrainBudgetError(
    `${name} is ${JSON.stringify(value)}; it is a number of seconds, 0 or more`,
  );
}

function checkFit({ lbPropagation, requests, flush, stopTimeout }: DrainBudget): void {
  const needed = lbPropagation + requests + flush + exitMargin;
  if (needed <= stopTimeout) return;
  const fix =
    needed <= largestStopTimeout
      ? `write \`stopTimeout: ${Math.ceil(needed)}\` below \`container\` in service.yaml`
      : `a container has ${largestStopTimeout} s at most: make the drain ${needed - largestStopTimeout} s shorter`;
  throw new DrainBudgetError(
    `The drain takes ${needed} s and the container is killed ${stopTimeout} s after SIGTERM: ` +
      `${lbPropagation} s until the load balancer sends nothing more, ${requests} s for requests under way, ` +
      `${flush} s for buffered writes, ${exitMargin} s to spare; ${fix}`,
  );
}
