import type { ProcessEnd } from './container-process';
import { nextStep, type DeploymentLimits } from './deployment-plan';
import type { OnEvent } from './events';
import { freePorts } from './free-ports';
import { RestartBackOff } from './restart-back-off';
import type { RunFolder } from './run-folder';
import { ServiceTask, type TaskSettings } from './service-task';
import type { TargetHealth } from './target';
import type { TargetGroups } from './target-groups';

/**
 * Tasks of a deployment that may fail before they are healthy, where ECS gives the deployment up: the
 * least of what its circuit breaker takes, which holds for up to five tasks.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
const failuresOfBreaker = 3;

export interface ContainerServiceProps extends TaskSettings, DeploymentLimits {
  /** Seconds after a task's start in which it may be unhealthy. */
  readonly healthCheckGracePeriod: number;
  /** Settles when more than one task may start; absent: when the first is healthy, or cannot get so. */
  readonly mayGrow?: Promise<void>;
  readonly groups: TargetGroups;
  readonly runFolder: RunFolder;
  readonly onEvent: OnEvent;
}

/** A task at the moment. */
export interface LocalTask {
  /** Counts up in the service. */
  readonly number: number;
  readonly health: TargetHealth;
  readonly port: number;
  /** Process that leads the task's group; absent where it could not be started. */
  readonly pid?: number;
}

/** A task with what decides whether it stays. */
interface Member {
  readonly task: ServiceTask;
  readonly revision: number;
  /** It was unhealthy after its grace period, and goes, whatever it becomes. */
  givenUp: boolean;
  /** Why it was unhealthy last. */
  reason: string;
}

/** A deployment under way. */
interface Deployment {
  readonly previous: number;
  failures: number;
}

/** Keeps the tasks of a container service running, as ECS does. */
export class ContainerService {
  /** Resolves when a task is healthy, or the first of them could not get so. */
  readonly settled: Promise<void>;
  private settle: () => void = () => undefined;
  private isSettled = false;
  private growing: boolean;
  private readonly members = new Set<Member>();
  private readonly stopped = new Set<Promise<void>>();
  private readonly backOff = new RestartBackOff();
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Waits until the next task may start. */
  private retry: NodeJS.Timeout | undefined;
  private revision = 1;
  private latest = 1;
  private count = 0;
  /** Tasks that have no process yet. */
  private launching = 0;
  /** Milliseconds since the epoch before which none is started. */
  private notBefore = 0;
  private deployment: Deployment | undefined;
  private closing = false;

  constructor(readonly props: ContainerServiceProps) {
    this.growing = props.mayGrow === undefined;
    void props.mayGrow?.then(() => {
      this.growing = true;
      void this.reconcile();
    });
    this.settled = new Promise((resolve) => {
      this.settle = () => {
        this.isSettled = true;
        resolve();
      };
    });
  }

  /** Starts the desired count of tasks; resolves when their processes run. */
  async start(): Promise<void> {
    await this.reconcile();
  }

  /** The tasks that are in the service, oldest first. */
  tasks(): LocalTask[] {
    return [...this.members].map(({ task }) => ({
      number: task.props.number,
      health: task.target.health,
      port: task.props.port,
      pid: task.pid,
    }));
  }

  /**
   * Replaces every task by a new one, as a deployment does.
   * @param file what has changed, for the event
   */
  deploy(file: string): void {
    const { name, onEvent } = this.props;
    this.latest += 1;
    this.deployment = { previous: this.deployment?.previous ?? this.revision, failures: 0 };
    this.revision = this.latest;
    this.backOff.reset();
    this.notBefore = 0;
    onEvent({ type: 'deployment-started', service: name, file });
    void this.reconcile();
  }

  /** Stops every task; resolves when nothing of the service runs any more. */
  async stop(): Promise<void> {
    this.closing = true;
    for (const timer of this.timers) clearTimeout(timer);
    for (const member of [...this.members]) this.retire(member);
    await Promise.all(this.stopped);
    this.settle();
  }

  /** Goes the next step towards the desired count of current tasks. */
  private async reconcile(): Promise<void> {
    if (this.closing) return;
    const members = [...this.members].map((member) => ({
      member,
      current: member.revision === this.revision && !member.givenUp,
      healthy: member.task.target.health === 'healthy',
    }));
    const pending = Array.from({ length: this.launching }, () => ({
      member: undefined,
      current: true,
      healthy: false,
    }));
    const { start, stop } = nextStep([...members, ...pending], this.props);
    for (const { member } of stop) if (member) this.retire(member);
    const wait = this.notBefore - Date.now();
    if (start > 0 && wait > 0) this.retryAfter(wait);
    else if (start > 0) {
      // Alone at first: a person waits for one task of each service, not for all of them.
      const isFirst = !members.some(({ current }) => current) && this.launching === 0;
      if (this.isSettled && this.growing) await this.launch(start);
      else if (isFirst) await this.launch(1);
    }
    // What was stopped may have made room.
    if (stop.length > 0) await this.reconcile();
    this.complete();
  }

  private async launch(count: number): Promise<void> {
    const revision = this.revision;
    this.launching += count;
    const ports = await freePorts(count).finally(() => (this.launching -= count));
    if (this.closing) return;
    // A deployment that came in between starts tasks of its own.
    if (revision !== this.revision) return this.reconcile();
    for (const port of ports) this.add(port, revision);
  }

  private add(port: number, revision: number): void {
    const { name, desiredCount, targetGroup, groups, runFolder } = this.props;
    const number = ++this.count;
    const task: ServiceTask = new ServiceTask({
      ...this.props,
      ...{ number, port, ...(desiredCount > 1 && { task: number }) },
      temporaryFolder: runFolder.temporary(`${name}-${number}`),
      onHealthy: () => {
        this.settle();
        void this.reconcile();
      },
      onUnhealthy: (reason) => {
        this.settle();
        member.reason = reason;
        this.giveUp(member);
      },
      onEnded: (end) => this.onEnded(member, end),
    });
    const member: Member = { task, revision, givenUp: false, reason: '' };
    this.members.add(member);
    groups.register(targetGroup.name, task.target);
    if (task.pid !== undefined) runFolder.add(name, task.pid);
  }

  /** An unhealthy task is replaced once its grace period is over. */
  private giveUp(member: Member): void {
    const { name, healthCheckGracePeriod, onEvent } = this.props;
    const { task } = member;
    const { startedAt, healthySince } = task;
    this.after(startedAt + healthCheckGracePeriod * 1_000 - Date.now(), () => {
      if (!this.members.has(member) || task.target.health !== 'unhealthy' || member.givenUp) return;
      const { reason } = member;
      member.givenUp = true;
      onEvent({ type: 'task-replaced', service: name, task: task.props.task, reason });
      this.countFailure(member, healthySince);
      this.rollBack(reason);
      void this.reconcile();
    });
  }

  private onEnded(member: Member, { reason, lastLines }: ProcessEnd): void {
    this.members.delete(member);
    if (this.closing) return;
    const { name, onEvent } = this.props;
    const { healthySince, props } = member.task;
    const wait = this.countFailure(member, healthySince);
    onEvent({
      type: 'service-failed',
      service: name,
      task: props.task,
      reason,
      lastLines,
      retryInMs: this.brokenDeployment() ? undefined : wait,
    });
    this.rollBack(reason);
    this.settle();
    void this.reconcile();
  }

  /** Returns the milliseconds until the next task may start. */
  private countFailure(member: Member, healthySince: number | undefined): number {
    const wait = this.backOff.failed(
      healthySince === undefined ? undefined : Date.now() - healthySince,
    );
    this.notBefore = Date.now() + wait;
    if (this.deployment && member.revision === this.revision && healthySince === undefined) {
      this.deployment.failures += 1;
    }
    return wait;
  }

  /** A deployment whose tasks have failed too often, where tasks of before are there to stay. */
  private brokenDeployment(): Deployment | undefined {
    const { deployment } = this;
    if (!deployment || deployment.failures < failuresOfBreaker) return undefined;
    const { previous } = deployment;
    return [...this.members].some(({ revision }) => revision === previous) ? deployment : undefined;
  }

  /** Gives a broken deployment up: the tasks of before stay, and those of the deployment go. */
  private rollBack(reason: string): void {
    const broken = this.brokenDeployment();
    if (!broken) return;
    const { name, onEvent } = this.props;
    this.revision = broken.previous;
    this.deployment = undefined;
    this.backOff.reset();
    this.notBefore = 0;
    onEvent({ type: 'deployment-failed', service: name, reason });
  }

  private complete(): void {
    const { name, desiredCount, onEvent } = this.props;
    const members = [...this.members];
    const isDone =
      members.length === desiredCount &&
      members.every(
        ({ revision, task }) => revision === this.revision && task.target.health === 'healthy',
      );
    if (!this.deployment || !isDone) return;
    this.deployment = undefined;
    onEvent({ type: 'deployment-completed', service: name });
  }

  private retire(member: Member): void {
    this.members.delete(member);
    const stopped = member.task.stop().finally(() => this.stopped.delete(stopped));
    this.stopped.add(stopped);
  }

  private retryAfter(milliseconds: number): void {
    if (this.retry) return;
    this.retry = this.after(milliseconds, () => {
      this.retry = undefined;
      void this.reconcile();
    });
  }

  private after(milliseconds: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        work();
      },
      Math.max(0, milliseconds),
    );
    this.timers.add(timer);
    return timer;
  }
}
