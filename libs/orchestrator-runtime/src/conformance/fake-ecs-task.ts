/** A task definition that the fake knows; the first container is the essential one unless another is named. */
export interface FakeTaskDefinition {
  readonly family: string;
  /** Names of the containers. */
  readonly containers: readonly string[];
  /** Command of the containers where an override gives none; used by a `run` hook. */
  readonly command?: readonly string[];
  /** Deregistered: RunTask refuses it. */
  readonly inactive?: boolean;
}

/** How a container ended. */
export interface FakeExit {
  readonly exitCode?: number;
  /** The container's reason, such as `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

/** Why and how a task stops. */
export interface FakeTaskEnd {
  readonly stopCode?: string;
  readonly stoppedReason: string;
  /** By container name; a container that is not named ends with exit code 0. */
  readonly exits?: Readonly<Record<string, FakeExit>>;
  /** The task never got containers: DescribeTasks shows `containers: []`. */
  readonly withoutContainers?: boolean;
}

/** Key and value as ECS writes tags. */
interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Milliseconds that ECS shows a stopped task for: one hour. */
export const stoppedTaskRetentionMs = 3_600_000;

export interface FakeTaskProps {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly definition: FakeTaskDefinition;
  readonly startedBy?: string;
  readonly tags: readonly Tag[];
  readonly overrides: unknown;
  readonly capacityProviderName?: string;
  readonly subnetId?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A task of the fake cluster. */
export class FakeTask {
  lastStatus = 'PROVISIONING';
  desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING';
  /** Milliseconds since 1970 from which DescribeTasks, or ListTasks, shows the task. */
  describedFrom: number;
  listedFrom: number;
  /** StopTask deletes them. */
  tags: readonly Tag[];
  stoppedAt: number | undefined;
  private end: FakeTaskEnd | undefined;
  /** What was asked of StopTask; it decides the stop code once the containers have ended. */
  private stopRequest: { reason: string; stopCode: string } | undefined;

  constructor(
    readonly props: FakeTaskProps,
    lag: { describeMs: number; listMs: number },
  ) {
    this.tags = props.tags;
    this.describedFrom = props.createdAt + lag.describeMs;
    this.listedFrom = props.createdAt + lag.listMs;
  }

  get live(): boolean {
    return this.lastStatus !== 'STOPPED';
  }

  setRunning(): void {
    if (this.live) this.lastStatus = 'RUNNING';
  }

  /** StopTask, or the service's own notice: the task is to end, and still runs. */
  requestStop(reason: string, stopCode = 'UserInitiated'): void {
    if (!this.live || this.stopRequest) return;
    this.stopRequest = { reason, stopCode };
    this.desiredStatus = 'STOPPED';
    if (stopCode === 'UserInitiated') this.tags = [];
    this.lastStatus = 'STOPPING';
  }

  /** The task is over. What StopTask was told outweighs how the containers ended. */
  finish(end: FakeTaskEnd, now: number): void {
    if (!this.live) return;
    this.end = this.stopRequest
      ? { ...end, stopCode: this.stopRequest.stopCode, stoppedReason: this.stopRequest.reason }
      : end;
    this.lastStatus = 'STOPPED';
    this.desiredStatus = 'STOPPED';
    this.stoppedAt = now;
  }

  /** The task as DescribeTasks shows it; times in seconds since 1970. */
  description(includeTags: boolean): Record<string, unknown> {
    const { taskArn, clusterArn, definition, startedBy, overrides, createdAt } = this.props;
    return {
      taskArn,
      clusterArn,
      taskDefinitionArn: taskArn.replace(/:task\/.*/, `:task-definition/${definition.family}:1`),
      lastStatus: this.lastStatus,
      desiredStatus: this.desiredStatus,
      createdAt: createdAt / 1000,
      group: `family:${definition.family}`,
      overrides,
      ...(startedBy !== undefined && { startedBy }),
      ...(this.props.capacityProviderName && {
        capacityProviderName: this.props.capacityProviderName,
      }),
      ...(includeTags && { tags: this.tags }),
      ...(this.stopRequest &&
        !this.end && {
          stopCode: this.stopRequest.stopCode,
          stoppedReason: this.stopRequest.reason,
        }),
      ...(this.end && {
        stopCode: this.end.stopCode,
        stoppedReason: this.end.stoppedReason,
        stoppedAt: (this.stoppedAt ?? 0) / 1000,
      }),
      containers: this.end?.withoutContainers ? [] : definition.containers.map(this.container),
    };
  }

  private readonly container = (name: string): Record<string, unknown> => ({
    name,
    lastStatus: this.lastStatus,
    ...(this.end && { exitCode: 0, ...this.end.exits?.[name] }),
  });
}
