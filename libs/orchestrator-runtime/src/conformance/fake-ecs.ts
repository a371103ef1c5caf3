import { checkRunTask, fingerprint, type RunTaskInput } from './fake-ecs-request';
import {
  FakeTask,
  stoppedTaskRetentionMs,
  type FakeTaskDefinition,
  type FakeTaskEnd,
} from './fake-ecs-task';
import { FakeError } from './fake-faults';
import { FakeServer, type Answer, type FakeRequest, type Operation } from './fake-server';
import { json11Answer, json11Error, jsonBody, unknownOperation } from './wire';

/** Milliseconds that ECS remembers a client token for: 24 hours. */
const clientTokenTtlMs = 86_400_000;

/** What a `run` hook starts for a task. */
export interface ContainerToRun {
  readonly taskArn: string;
  readonly container: string;
  /** Of the override, else of the task definition. */
  readonly command: readonly string[];
  /** Of the overrides. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A container that a `run` hook started. */
export interface RunningContainer {
  /** Settles when the container has ended. */
  readonly exited: Promise<{ readonly exitCode: number; readonly reason?: string }>;
  /** Asks it to end, and ends it by force when it does not. */
  stop(): Promise<void>;
}

export interface FakeEcsOptions {
  readonly cluster: string;
  readonly taskDefinitions: readonly FakeTaskDefinition[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds until DescribeTasks and ListTasks show a new task. Before, it is MISSING. */
  readonly lag?: { readonly describeMs: number; readonly listMs: number };
  /** Milliseconds that a task takes to stop after StopTask. */
  readonly stopMs?: number;
  /** Tasks in a page of ListTasks. */
  readonly pageSize?: number;
  /** A RunTask that ended in `failures[]` keeps its client token, so that other parameters conflict. */
  readonly tokenBindsFailures?: boolean;
  /** Runs a task's first container for real. Without it a task is PROVISIONING until the test moves it. */
  readonly run?: (container: ContainerToRun) => RunningContainer;
}

/** A RunTask that answers `failures[]` next. */
export interface NextFailure {
  readonly reason: string;
  readonly detail?: string;
  /** The task runs all the same. https://github.com/apache/airflow/issues/16150 */
  readonly ghost?: boolean;
}

/**
 * Amazon ECS on 127.0.0.1, as unpleasant as the real one: new tasks are MISSING and unlisted for a while,
 * `failures[]` may lie, client tokens conflict, expire and bring back stopped tasks, StopTask deletes tags
 * and takes its time, a stopped task is forgotten after an hour.
 *
 * ```ts
 * const ecs = await FakeEcs.start({
 *   cluster: 'agents',
 *   taskDefinitions: [{ family: 'agent', containers: ['agent', 'log-router'] }],
 *   now: () => clock.now(),
 *   lag: { describeMs: 2_000, listMs: 4_000 },
 * });
 * const client = new ECSClient(ecs.clientConfig());
 * ecs.faults.next('RunTask', { kind: 'reset', applied: true }); // it starts, the answer is lost
 * ecs.finish(ecs.liveTasks()[0], { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' });
 * expect(ecs.liveTasks()).toEqual([]);
 * await ecs.close();
 * ```
 */
export class FakeEcs extends FakeServer {
  private readonly tasks = new Map<string, FakeTask>();
  private readonly tokens = new Map<string, Token>();
  private readonly failures: NextFailure[] = [];
  private readonly full = new Set<string>();
  private readonly running = new Map<string, RunningContainer>();
  private readonly stopDueAt = new Map<string, number>();
  private count = 0;

  private constructor(private readonly options: FakeEcsOptions) {
    super();
  }

  static start(options: FakeEcsOptions): Promise<FakeEcs> {
    return new FakeEcs(options).listen();
  }

  get clusterArn(): string {
    return `arn:aws:ecs:eu-west-1:111122223333:cluster/${this.options.cluster}`;
  }

  /** ARNs of the tasks that run, oldest first. */
  liveTasks(): string[] {
    this.tick();
    return [...this.tasks.values()].filter(({ live }) => live).map((task) => task.props.taskArn);
  }

  /** A task as it is now, whether DescribeTasks shows it or not. */
  task(taskArn: string): FakeTask {
    this.tick();
    const task = this.tasks.get(taskArn);
    if (!task) throw new Error(`The fake has no task ${taskArn}`);
    return task;
  }

  setRunning(taskArn: string): void {
    this.task(taskArn).setRunning();
  }

  /** Ends a task, as its container or AWS does. */
  finish(taskArn: string, end: FakeTaskEnd): void {
    this.task(taskArn).finish(end, this.options.now());
  }

  /** Shows every task at once, whatever the lag. */
  settle(): void {
    for (const task of this.tasks.values()) {
      task.describedFrom = 0;
      task.listedFrom = 0;
    }
  }

  /** Lets the next RunTask answer `failures[]`. */
  failNextRunTask(failure: NextFailure): void {
    this.failures.push(failure);
  }

  /** A subnet or capacity provider that has no capacity; RunTask fails when it has no other. */
  withoutCapacity(name: string): void {
    this.full.add(name);
  }

  /** Ends the containers that still run, and closes. */
  override async close(): Promise<void> {
    await Promise.all([...this.running.values()].map((container) => container.stop()));
    await super.close();
  }

  protected operationOf(request: FakeRequest): Operation {
    const name = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const input = jsonBody(request);
    const apply = this.operations[name];
    if (!apply) throw unknownOperation(name);
    return { name, input, apply: () => json11Answer(this.inCluster(input, apply)) };
  }

  protected errorAnswer(error: FakeError): Answer {
    return json11Error(error);
  }

  private readonly operations: Record<string, (input: never) => unknown> = {
    RunTask: (input: RunTaskInput) => this.runTask(input),
    DescribeTasks: (input: { tasks: string[]; include?: string[] }) => this.describe(input),
    ListTasks: (input: ListTasksInput) => this.list(input),
    StopTask: (input: { task: string; reason?: string }) => this.stop(input),
  };

  private inCluster(input: Record<string, unknown>, apply: (input: never) => unknown): unknown {
    this.tick();
    if (input['cluster'] !== this.clusterArn && input['cluster'] !== this.options.cluster) {
      throw new FakeError('ClusterNotFoundException', 'Cluster not found.');
    }
    return apply(input as never);
  }

  private runTask(input: RunTaskInput): unknown {
    const definition = this.options.taskDefinitions.find(
      ({ family }) => family === input.taskDefinition.replace(/^.*\//, '').replace(/:\d+$/, ''),
    );
    checkRunTask(input, definition);
    const known = this.knownToken(input);
    if (known) return { tasks: known.map((arn) => this.task(arn).description(true)), failures: [] };
    const failure = this.failures.shift() ?? this.capacityFailure(input);
    if (failure && !failure.ghost) {
      if (this.options.tokenBindsFailures) this.bindToken(input, []);
      return { tasks: [], failures: [{ reason: failure.reason, detail: failure.detail }] };
    }
    const task = this.place(input, definition as FakeTaskDefinition);
    const description = task.description(true);
    this.bindToken(input, [task.props.taskArn]);
    this.runContainer(task, input);
    if (failure) return { tasks: [], failures: [{ reason: failure.reason }] };
    return { tasks: [description], failures: [] };
  }

  /** The tasks of a token that came before with the same request; undefined where it is new or expired. */
  private knownToken(input: RunTaskInput): readonly string[] | undefined {
    const token = input.clientToken && this.tokens.get(input.clientToken);
    if (!token || token.expiresAt <= this.options.now()) return undefined;
    if (token.fingerprint === fingerprint(input)) return token.taskArns;
    throw new FakeError(
      'ConflictException',
      'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.',
      400,
      { resourceIds: token.taskArns },
    );
  }

  private bindToken(input: RunTaskInput, taskArns: readonly string[]): void {
    if (!input.clientToken) return;
    const expiresAt = this.options.now() + clientTokenTtlMs;
    this.tokens.set(input.clientToken, { fingerprint: fingerprint(input), taskArns, expiresAt });
  }

  private capacityFailure(input: RunTaskInput): NextFailure | undefined {
    const subnets = input.networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
    const providers = (input.capacityProviderStrategy ?? []).map((item) => item.capacityProvider);
    const isFull = (names: readonly string[]) =>
      names.length > 0 && names.every((name) => this.full.has(name));
    if (!isFull(subnets) && !isFull(providers)) return undefined;
    return {
      reason:
        'Capacity is unavailable at this time. Please try again later or in a different availability zone',
    };
  }

  private place(input: RunTaskInput, definition: FakeTaskDefinition): FakeTask {
    const id = (++this.count).toString(16).padStart(32, '0');
    const taskArn = `${this.clusterArn.replace(':cluster/', ':task/')}/${id}`;
    const task = new FakeTask(
      {
        taskArn,
        clusterArn: this.clusterArn,
        definition,
        startedBy: input.startedBy,
        tags: input.tags ?? [],
        overrides: input.overrides ?? {},
        capacityProviderName: input.capacityProviderStrategy?.[0]?.capacityProvider,
        subnetId: input.networkConfiguration?.awsvpcConfiguration?.subnets[0],
        createdAt: this.options.now(),
      },
      this.options.lag ?? { describeMs: 0, listMs: 0 },
    );
    this.tasks.set(taskArn, task);
    return task;
  }

  private runContainer(task: FakeTask, input: RunTaskInput): void {
    const { definition, taskArn } = task.props;
    const [container] = definition.containers;
    if (!this.options.run || container === undefined) return;
    const override = input.overrides?.containerOverrides?.find(({ name }) => name === container);
    const process = this.options.run({
      taskArn,
      container,
      command: override?.command ?? definition.command ?? [],
      environment: Object.fromEntries(
        (override?.environment ?? []).map(({ name, value }) => [name, value]),
      ),
    });
    this.running.set(taskArn, process);
    task.setRunning();
    void process.exited.then((exit) => {
      this.running.delete(taskArn);
      task.finish(
        {
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          exits: { [container]: exit },
        },
        this.options.now(),
      );
    });
  }

  private describe({ tasks, include = [] }: { tasks: string[]; include?: string[] }): unknown {
    if (tasks.length === 0 || tasks.length > 100) {
      throw new FakeError('InvalidParameterException', 'Tasks must have between 1 and 100 items.');
    }
    const shown = tasks.filter((arn) => this.isShown(arn));
    return {
      tasks: shown.map((arn) => this.task(arn).description(include.includes('TAGS'))),
      failures: tasks
        .filter((arn) => !shown.includes(arn))
        .map((arn) => ({ arn, reason: 'MISSING' })),
    };
  }

  private isShown(arn: string): boolean {
    const task = this.tasks.get(arn);
    return task !== undefined && task.describedFrom <= this.options.now();
  }

  private list(input: ListTasksInput): unknown {
    const { startedBy, family, desiredStatus = 'RUNNING', nextToken, maxResults = 100 } = input;
    if (startedBy !== undefined && family !== undefined) {
      throw new FakeError(
        'InvalidParameterException',
        'When startedBy is specified, it must be the only filter.',
      );
    }
    const found = [...this.tasks.values()].filter(
      (task) =>
        task.listedFrom <= this.options.now() &&
        task.desiredStatus === desiredStatus &&
        (startedBy === undefined || task.props.startedBy === startedBy) &&
        (family === undefined || task.props.definition.family === family),
    );
    const from = Number(nextToken ?? 0);
    const to = from + Math.min(maxResults, this.options.pageSize ?? 100);
    return {
      taskArns: found.slice(from, to).map((task) => task.props.taskArn),
      ...(to < found.length && { nextToken: String(to) }),
    };
  }

  private stop({ task: taskArn, reason = '' }: { task: string; reason?: string }): unknown {
    const task = this.tasks.get(taskArn);
    if (!task) {
      throw new FakeError('InvalidParameterException', 'The referenced task was not found.');
    }
    task.requestStop(reason);
    const container = this.running.get(taskArn);
    if (container) void container.stop();
    else if (!this.stopDueAt.has(taskArn)) {
      this.stopDueAt.set(taskArn, this.options.now() + (this.options.stopMs ?? 0));
    }
    return { task: task.description(false) };
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

interface Token {
  readonly fingerprint: string;
  readonly taskArns: readonly string[];
  readonly expiresAt: number;
}

interface ListTasksInput {
  readonly startedBy?: string;
  readonly family?: string;
  readonly desiredStatus?: string;
  readonly nextToken?: string;
  readonly maxResults?: number;
}
