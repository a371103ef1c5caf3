import { FakeCluster, type FakeClusterOptions } from './fake-ecs-cluster';
import { FakeContainers, type ContainerToRun, type RunningContainer } from './fake-ecs-containers';
import { checkRunTask, type RunTaskInput } from './fake-ecs-request';
import type { FakeTask, FakeTaskDefinition, FakeTaskEnd } from './fake-ecs-task';
import { FakeClientTokens } from './fake-ecs-tokens';
import { FakeError } from './fake-faults';
import { FakeServer, type Answer, type FakeRequest, type Operation } from './fake-server';
import { json11Answer, json11Error, jsonBody, unknownOperation } from './wire';

export interface FakeEcsOptions extends FakeClusterOptions {
  readonly cluster: string;
  readonly taskDefinitions: readonly FakeTaskDefinition[];
  /** A RunTask that ended in `failures[]` keeps its client token, so that other parameters conflict. */
  readonly tokenBindsFailures?: boolean;
  /** Runs a container of each task for real. Without it a task is PROVISIONING until the test moves it. */
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
  private readonly cluster: FakeCluster;
  private readonly tokens: FakeClientTokens;
  private readonly containers: FakeContainers | undefined;
  private readonly failures: NextFailure[] = [];
  private readonly full = new Set<string>();

  private constructor(private readonly options: FakeEcsOptions) {
    super();
    const { cluster, now, run } = options;
    this.cluster = new FakeCluster(
      `arn:aws:ecs:eu-west-1:111122223333:cluster/${cluster}`,
      options,
    );
    this.tokens = new FakeClientTokens(now);
    this.containers = run && new FakeContainers(run, now);
  }

  static start(options: FakeEcsOptions): Promise<FakeEcs> {
    return new FakeEcs(options).listen();
  }

  get clusterArn(): string {
    return this.cluster.arn;
  }

  /** ARNs of the tasks that run, oldest first. */
  liveTasks(): string[] {
    return this.cluster.all().flatMap((task) => (task.live ? [task.props.taskArn] : []));
  }

  /** A task as it is now, whether DescribeTasks shows it or not. */
  task(taskArn: string): FakeTask {
    const task = this.cluster.get(taskArn);
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
    for (const task of this.cluster.all()) {
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
    await this.containers?.stopAll();
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
    DescribeTasks: (input: Parameters<FakeCluster['describe']>[0]) => this.cluster.describe(input),
    ListTasks: (input: Parameters<FakeCluster['list']>[0]) => this.cluster.list(input),
    StopTask: (input: { task: string; reason?: string }) => this.stop(input),
  };

  private inCluster(input: Record<string, unknown>, apply: (input: never) => unknown): unknown {
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
    const known = this.tokens.tasksOf(input);
    if (known) {
      const tasks = known.flatMap((arn) => this.cluster.get(arn)?.description(true) ?? []);
      return { tasks, failures: [] };
    }
    const failure = this.failures.shift() ?? this.capacityFailure(input);
    if (failure && !failure.ghost) {
      if (this.options.tokenBindsFailures) this.tokens.bind(input, []);
      return { tasks: [], failures: [{ reason: failure.reason, detail: failure.detail }] };
    }
    const task = this.place(input, definition as FakeTaskDefinition);
    const description = task.description(true);
    this.tokens.bind(input, [task.props.taskArn]);
    this.containers?.run(task, input);
    if (failure) return { tasks: [], failures: [{ reason: failure.reason }] };
    return { tasks: [description], failures: [] };
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
    return this.cluster.add({
      definition,
      startedBy: input.startedBy,
      tags: input.tags ?? [],
      overrides: input.overrides ?? {},
      capacityProviderName: input.capacityProviderStrategy?.[0]?.capacityProvider,
      subnetId: input.networkConfiguration?.awsvpcConfiguration?.subnets[0],
    });
  }

  private stop({ task: taskArn, reason = '' }: { task: string; reason?: string }): unknown {
    const task = this.cluster.get(taskArn);
    if (!task) {
      throw new FakeError('InvalidParameterException', 'The referenced task was not found.');
    }
    task.requestStop(reason);
    if (this.containers) this.containers.stop(taskArn);
    else this.cluster.stopLater(taskArn);
    return { task: task.description(false) };
  }
}
