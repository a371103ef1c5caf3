import { z } from 'zod';

const common = {
  v: z.literal(1),
  /** Name of the backend in the configuration, such as `ecs` or `ecs-spot`. */
  backend: z.string().min(1),
  runId: z.string().min(1),
  attempt: z.number().int().min(1),
  startToken: z.string().min(1),
};

const handleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('agentcore'),
    runtimeArn: z.string().min(1),
    qualifier: z.string().min(1),
    /** 33 to 256 characters. */
    sessionId: z.string().min(33).max(256),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('ecs'),
    clusterArn: z.string().min(1),
    taskArn: z.string().min(1),
    /** The container whose exit code is the task's; side containers do not decide. */
    container: z.string().min(1),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('process'),
    /** Process group: its leader's process id. */
    pid: z.number().int().min(1),
    /** When the leader started, for a process id that has been given to another since. */
    startTime: z.string().min(1),
  }),
]);

/** Names one session of one attempt, enough to observe and stop it from any host. */
export type SessionHandle = z.infer<typeof handleSchema>;

export type BackendKind = SessionHandle['kind'];

/** The handle of one kind of backend. */
export type HandleOf<K extends BackendKind> = Extract<SessionHandle, { kind: K }>;

/** The version of handles that this library writes. */
export const handleVersion = 1;

/** A handle that this version of the library cannot use. */
export class InvalidHandleError extends Error {
  constructor(
    /** What is wrong, one entry a field. */
    readonly problems: readonly string[],
    /** The version that it says it has. */
    readonly version: unknown,
  ) {
    super(
      version === handleVersion
        ? `Not a session handle: ${problems.join('; ')}.`
        : `A session handle of version ${String(version)}; this library reads version ${handleVersion}.`,
    );
    this.name = 'InvalidHandleError';
  }
}

/**
 * A handle read back from a row, a checkpoint or a message.
 *
 * @throws InvalidHandleError where it is of another version or misses a field
 */
export function parseHandle(value: unknown): SessionHandle {
  const result = handleSchema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidHandleError(
    result.error.issues.map(({ path, message }) => `${path.join('.') || 'handle'}: ${message}`),
    (value as { v?: unknown } | null)?.v,
  );
}
