import { FakeTask, stoppedTaskRetentionMs, type FakeTaskProps } from './fake-ecs-task';
import { FakeError } from './fake-faults';

export interface DescribeTasksInput {
  readonly tasks: readonly string[];
  readonly include?: readonly string[];
}

export interface ListTasksInput {
  readonly startedBy?: string;
  readonly family?: string;
  readonly desiredStatus?: string;
  readonly nextToken?: string;
  readonly maxResults?: number;
}

export interface FakeClusterOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds until DescribeTasks and ListTasks show a new task. Before, it is MISSING. */
  readonly lag?: { readonly describeMs: number; readonly listMs: number };
  /** Milliseconds that a task takes to stop after StopTask. */
  readonly stopMs?: number;
  /** Tasks in a page of ListTasks. */
  readonly pageSize?: number;
}

/** The tasks of a cluster, and what ECS shows of them. */
export class FakeCluster {
  private readonly tasks = new Map<string, FakeTask>();
  private readonly stopDueAt = new Map<string, number>();
  private count = 0;

  constructor(
    readonly arn: string,
    private readonly options: FakeClusterOptions,
  ) {}

  add(props: Omit<FakeTaskProps, 'taskArn' | 'clusterArn' | 'createdAt'>): FakeTask {
    const id = (++this.count).toString(16).padStart(32, '0');
    const createdAt = this.options.now();
    const taskArn = `${this.arn.replace(':cluster/', ':task/')}/${id}`;
    const lag = this.options.lag ?? { describeMs: 0, listMs: 0 };
    const task = new FakeTask({ ...props, taskArn, clusterArn: this.arn, createdAt }, lag);
    this.tasks.set(taskArn, task);
    return task;
  }

  /** Every task that ECS has not forgotten, oldest first. */
  all(): FakeTask[] {
    this.tick();
    return [...this.tasks.values()];
  }

  get(taskArn: string): FakeTask | undefined {
    this.tick();
    return this.tasks.get(taskArn);
  }

  describe({ tasks, include = [] }: DescribeTasksInput): unknown {
    if (tasks.length === 0 || tasks.length > 100) {
      throw new FakeError('InvalidParameterException', 'Tasks must have between 1 and 100 items.');
    }
    const now = this.options.now();
    const shown = tasks.flatMap((arn) => {
      const task = this.get(arn);
      return task && task.describedFrom <= now ? [task] : [];
    });
    const missing = tasks.filter((arn) => !shown.some(({ props }) => props.taskArn === arn));
    return {
      tasks: shown.map((task) => task.description(include.includes('TAGS'))),
      failures: missing.map((arn) => ({ arn, reason: 'MISSING' })),
    };
  }

  list(input: ListTasksInput): unknown {
    const { startedBy, family, desiredStatus = 'RUNNING', nextToken, maxResults = 100 } = input;
    if (startedBy !== undefined && family !== undefined) {
      throw new FakeError(
        'InvalidParameterException',
        'When startedBy is specified, it must be the only filter.',
      );
    }
    const found = this.all().filter(
      ({ listedFrom, desiredStatus: desired, props }) =>
        listedFrom <= this.options.now() &&
        desired === desiredStatus &&
        (startedBy === undefined || props.startedBy === startedBy) &&
        (family === undefined || props.definition.family === family),
    );
    const from = Number(nextToken ?? 0);
    const to = from + Math.min(maxResults, this.options.pageSize ?? 100);
    return {
      taskArns: found.slice(from, to).map((task) => task.props.taskArn),
      ...(to < found.length && { nextToken: String(to) }),
    };
  }

  /** Lets a task's containers end by themselves some time after they were told to. */
  stopLater(taskArn: string): void {
    if (this.stopDueAt.has(taskArn)) return;
    this.stopDueAt.set(taskArn, this.options.now() + (this.options.stopMs ?? 0));
  }

  /** What has become due since the last look: tasks that stop, tasks that ECS forgets. */
  private tick(): void {
    const now = this.options.now();
    for (const [taskArn, dueAt] of this.stopDueAt) {
      if (dueAt > now) continue;
      const task = this.tasks.get(taskArn);
      const exits = Object.fromEntries(
        (task?.props.definition.containers ?? []).map((name) => [name, { exitCode: 143 }]),
      );
      task?.finish({ stoppedReason: 'Task stopped', exits }, now);
      this.stopDueAt.delete(taskArn);
    }
    for (const [taskArn, { stoppedAt }] of this.tasks) {
      if (stoppedAt !== undefined && now - stoppedAt > stoppedTaskRetentionMs) {
        this.tasks.delete(taskArn);
      }
    }
  }
}
