import { z } from 'zod';

/**
 * Variables of the control function (`apps/orchestrator`): API routes, run and reaper alike.
 * ORCHESTRATOR_RUN_FUNCTION: ARN with version or alias of the durable function that hosts runs;
 * without it the function's own process hosts them in a worker loop, as in the local stage.
 * ORCHESTRATOR_STAGE: in every line of the log, and the dimension `Stage` of every metric.
 * ORCHESTRATOR_RETENTION_DAYS: for how long runs that are over, their histories and payloads are kept.
 */
export const controlVariables = {
  table: 'ORCHESTRATOR_TABLE',
  backends: 'ORCHESTRATOR_BACKENDS',
  limits: 'ORCHESTRATOR_LIMITS',
  bucket: 'ORCHESTRATOR_BUCKET',
  runFunction: 'ORCHESTRATOR_RUN_FUNCTION',
  stage: 'ORCHESTRATOR_STAGE',
  retentionDays: 'ORCHESTRATOR_RETENTION_DAYS',
} as const;

/**
 * Variables of an agent (`apps/agent-runner`). The agent writes heartbeats, events and its result
 * into the table itself, under `pk` = `RUN#<RUN_ID>`, and reads its payload there. What begins with
 * ORCHESTRATOR is the same on every attempt and may stand in the task definition or the
 * runtime, and so may AGENT_MEMORY_ID, in a stage that has memory; RUN_ID and ATTEMPT come with each
 * start, as overrides or in the invocation's payload.
 */
export const agentVariables = {
  runId: 'RUN_ID',
  attempt: 'ATTEMPT',
  table: 'ORCHESTRATOR_TABLE',
  bucket: 'ORCHESTRATOR_BUCKET',
  heartbeatSeconds: 'HEARTBEAT_SECONDS',
  memory: 'AGENT_MEMORY_ID',
  stage: 'ORCHESTRATOR_STAGE',
  retentionDays: 'ORCHESTRATOR_RETENTION_DAYS',
} as const;

/** A variable that is missing or does not say what it must. */
export class ConfigurationError extends Error {
  constructor(
    readonly variable: string,
    /** What is wrong, one entry a field. */
    readonly problems: readonly string[],
  ) {
    super(`${variable}: ${problems.join('; ')}.`);
    this.name = 'ConfigurationError';
  }
}

const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:[a-z-]+:${service}:`), `must be an ARN of ${service}`);

const backendSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ecs'),
    /** ARN. */
    cluster: arn('ecs'),
    /** ARN with a revision: a family alone would race with the next deploy. */
    taskDefinition: z
      .string()
      .regex(/^arn:[a-z-]+:ecs:.*:\d+$/, 'must be the ARN of a task definition with its revision'),
    /** Name of the container whose exit decides. */
    container: z.string().min(1),
    /** Taken in turn where one has no room. */
    subnets: z.array(z.string().min(1)).min(1),
    securityGroups: z.array(z.string().min(1)).min(1),
    /** Capacity providers in the order to try; FARGATE where left out. */
    capacityProviders: z.array(z.string().min(1)).min(1).optional(),
    assignPublicIp: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('agentcore'),
    runtimeArn: arn('bedrock-agentcore'),
    /** Name of the runtime's endpoint. */
    qualifier: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal('process'),
    /** Run by `sh -c` in a process group of its own. */
    command: z.string().min(1),
    /** Working directory; the host's where left out. */
    cwd: z.string().min(1).optional(),
  }),
]);

/** How to reach one backend. */
export type BackendConfig = z.infer<typeof backendSchema>;

const taskSchema = z.strictObject({
  /** Names of backends: the first runs it, the others stand in where `failover` allows it. */
  backends: z.array(z.string().min(1)).min(1),
  /** Whether a run may go on on the next backend of the list. */
  failover: z.boolean().default(false),
  /** Whether the work may be done again after a session that ran has ended without a result. */
  replayable: z.boolean().default(true),
  /** Sessions that a run may have. */
  maxAttempts: z.int().min(1).max(20).default(3),
  /** Seconds between two heartbeats of the agent. */
  heartbeatSeconds: z.number().min(0.05).max(3_600).default(15),
  /** Seconds without a heartbeat after which a session counts as lost. */
  lostAfterSeconds: z.number().positive().default(90),
  /** Seconds of heartbeats without progress after which a session counts as stuck. */
  stuckAfterSeconds: z.number().positive().default(1_800),
});

const backendsSchema = z.strictObject({
  backends: z.record(z.string().min(1), backendSchema),
  tasks: z.record(z.string().min(1), taskSchema),
});

/** How tasks of one kind run. */
export type TaskConfig = z.infer<typeof taskSchema>;

/** ORCHESTRATOR_BACKENDS, parsed. */
export type BackendsConfig = z.infer<typeof backendsSchema>;

const limitsSchema = z.strictObject({
  /** Runs of one user that hold a slot at a time. */
  perUser: z.int().min(1),
  /** Runs on one backend at a time, by its name; no limit of its own where left out. */
  perBackend: z.record(z.string().min(1), z.int().min(1)).default({}),
  /** Runs that hold a slot at a time. */
  account: z.int().min(1),
  /** Seconds from submission after which a run is stopped; a request may ask for less. */
  deadlineSeconds: z.number().positive(),
});

/** ORCHESTRATOR_LIMITS, parsed. */
export type LimitsConfig = z.infer<typeof limitsSchema>;

/**
 * ORCHESTRATOR_BACKENDS.
 *
 * @throws ConfigurationError where a field is missing or wrong, or a task names a backend that is not there
 */
export function parseBackends(text: string | undefined): BackendsConfig {
  const config = parseVariable(controlVariables.backends, text, backendsSchema);
  const problems = Object.entries(config.tasks).flatMap(([task, { backends }]) =>
    backends
      .filter((name) => !Object.hasOwn(config.backends, name))
      .map((name) => {
        const known = Object.keys(config.backends).join(', ') || 'none';
        return `tasks.${task}.backends: there is no backend '${name}' (there are: ${known})`;
      }),
  );
  if (problems.length > 0) throw new ConfigurationError(controlVariables.backends, problems);
  return config;
}

/**
 * ORCHESTRATOR_LIMITS.
 *
 * @throws ConfigurationError where a field is missing or wrong
 */
export function parseLimits(text: string | undefined): LimitsConfig {
  return parseVariable(controlVariables.limits, text, limitsSchema);
}

/**
 * A variable that must be there.
 *
 * @throws ConfigurationError where it is not
 */
export function requiredVariable(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const value = environment[name];
  if (!value) throw new ConfigurationError(name, ['must be set']);
  return value;
}

/**
 * ORCHESTRATOR_RETENTION_DAYS.
 *
 * @returns milliseconds
 * @throws ConfigurationError where it is missing or no integer from 1
 */
export function parseRetention(environment: Readonly<Record<string, string | undefined>>): number {
  const name = controlVariables.retentionDays;
  const days = Number(requiredVariable(name, environment));
  if (!Number.isInteger(days) || days < 1) {
    throw new ConfigurationError(name, ['must be an integer from 1']);
  }
  return days * 24 * 3_600_000;
}

function parseVariable<T>(name: string, text: string | undefined, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(requiredVariable(name, { [name]: text }));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(name, [`must be JSON (${(error as Error).message})`]);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ConfigurationError(
    name,
    result.error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`),
  );
}
