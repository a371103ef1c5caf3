import {
  RunTaskCommand,
  StopTaskCommand,
  type ConflictException,
  type ECSClient,
  type Task,
} from '@aws-sdk/client-ecs';
import { classifyError } from '../aws/classify-error';
import {
  BackendError,
  type ObservableBackend,
  type StartOutcome,
  type StartSpec,
  type StopOutcome,
} from '../backend';
import type { ClassifiedError } from '../classified-error';
import type { Clock } from '../clock';
import { handleVersion, type HandleOf } from '../handle';
import type { Observation } from '../observation';
import { familyOf, type EcsConfig } from './ecs-config';
import { describeTasks, listTasks } from './ecs-tasks';
import { observeTask } from './observe-task';
import { placementCount } from './placement';
import { classifyFailures } from './run-task-failures';
import { runTaskRequest, tooLarge } from './run-task-request';
import { handleOfTask, startedByOf } from './started-by';

/** Characters of a reason that StopTask keeps in full. */
const reasonLimit = 255;

export interface EcsBackendOptions {
  /** Name in the configuration. */
  readonly name: string;
  readonly config: EcsConfig;
  /** Shared by all backends of the process. */
  readonly client: ECSClient;
  readonly clock: Clock;
}

/**
 * Runs sessions as tasks of Amazon ECS. The start token is the client token of RunTask, so that ECS itself
 * starts it once, and stands in `startedBy`, so that the task is found again.
 */
export class EcsBackend implements ObservableBackend<'ecs'> {
  readonly kind = 'ecs';
  readonly observes = 'native';
  readonly name: string;
  readonly variants: number;

  constructor(private readonly options: EcsBackendOptions) {
    this.name = options.name;
    this.variants = placementCount(options.config);
  }

  async start(spec: StartSpec): Promise<StartOutcome<'ecs'>> {
    const request = runTaskRequest(this.name, this.options.config, spec);
    const refused = tooLarge(request);
    if (refused) return { type: 'rejected', error: refused };
    try {
      const { tasks, failures } = await this.options.client.send(new RunTaskCommand(request));
      const [task] = tasks ?? [];
      if (task?.taskArn !== undefined) {
        return {
          type: isNew(task) ? 'started' : 'adopted',
          handle: this.handle(spec, task.taskArn),
        };
      }
      return await this.afterFailures(spec, classifyFailures(failures ?? []));
    } catch (error) {
      return isConflict(error) ? this.adopt(spec, error) : notStarted(classifyError(error));
    }
  }

  async find(token: string): Promise<HandleOf<'ecs'> | undefined> {
    return this.asked('find', () => this.search(token));
  }

  async observe(handle: HandleOf<'ecs'>): Promise<Observation> {
    const { client, clock } = this.options;
    try {
      const { tasks } = await describeTasks(client, handle.clusterArn, [handle.taskArn]);
      const [task] = tasks;
      if (!task) return { state: 'unknown', why: 'missing' };
      return observeTask(task, handle.container, clock);
    } catch (error) {
      const classified = classifyError(error);
      const why = classified.class === 'auth' ? 'denied' : 'throttled';
      return { state: 'unknown', why, error: classified };
    }
  }

  /**
   * Asks ECS to stop a task. The time between SIGTERM and SIGKILL is the task definition's `stopTimeout`:
   * StopTask has no parameter for it. A task that ECS does not find is `requested`, not gone: it may be too
   * new.
   */
  async stop(
    handle: HandleOf<'ecs'>,
    { reason }: { readonly reason: string; readonly graceMs: number },
  ): Promise<StopOutcome> {
    try {
      const { task } = await this.options.client.send(
        new StopTaskCommand({
          cluster: handle.clusterArn,
          task: handle.taskArn,
          reason: reason.slice(0, reasonLimit),
        }),
      );
      return { type: task?.lastStatus === 'STOPPED' ? 'stopped' : 'requested' };
    } catch (error) {
      const classified = classifyError(error);
      if (/task was not found/i.test(classified.message)) return { type: 'requested' };
      return { type: 'failed', error: classified, mayStillRun: true };
    }
  }

  /** Tasks that are to run, in any revision of the family; those that are told to stop are on their way. */
  async *owned(): AsyncIterable<HandleOf<'ecs'>> {
    const { client, config } = this.options;
    const pages = listTasks(client, {
      cluster: config.cluster,
      family: familyOf(config.taskDefinition),
      desiredStatus: 'RUNNING',
    })[Symbol.asyncIterator]();
    for (;;) {
      const page = await this.asked('owned', () => pages.next());
      if (page.done) return;
      const arns: readonly string[] = page.value;
      const { tasks } = await this.asked('owned', () =>
        describeTasks(client, config.cluster, arns),
      );
      yield* tasks.flatMap((task) => handleOfTask(task, this.name, config.container) ?? []);
    }
  }

  private handle(spec: StartSpec, taskArn: string): HandleOf<'ecs'> {
    const { config } = this.options;
    return {
      v: handleVersion,
      kind: 'ecs',
      backend: this.name,
      runId: spec.runId,
      attempt: spec.attempt,
      startToken: spec.startToken,
      clusterArn: config.cluster,
      taskArn,
      container: config.container,
    };
  }

  /** `failures[]` may stand beside a task that runs: look before it counts as refused. */
  private async afterFailures(
    spec: StartSpec,
    error: ClassifiedError,
  ): Promise<StartOutcome<'ecs'>> {
    try {
      const handle = await this.search(spec.startToken);
      return handle ? { type: 'adopted', handle } : { type: 'rejected', error };
    } catch {
      return { type: 'rejected', error };
    }
  }

  /** The token has started a task with other parameters, such as before a deploy: that task is the session. */
  private async adopt(spec: StartSpec, error: ConflictException): Promise<StartOutcome<'ecs'>> {
    const { client, config } = this.options;
    const [first] = error.resourceIds ?? [];
    if (first === undefined) return { type: 'rejected', error: classifyError(error) };
    const startedBy = startedByOf(this.name, spec.startToken);
    const described = await describeTasks(client, config.cluster, error.resourceIds ?? []).catch(
      () => undefined,
    );
    const tasks = described?.tasks ?? [];
    const own = tasks.filter((task) => task.startedBy === startedBy);
    // No task to see yet: the token is a hash of run and attempt, nobody else has it.
    if (tasks.length === 0) return { type: 'adopted', handle: this.handle(spec, first) };
    const taskArn = own.sort(liveFirst)[0]?.taskArn;
    if (taskArn !== undefined) return { type: 'adopted', handle: this.handle(spec, taskArn) };
    const message = `${error.message} Its task was started by ${tasks[0]?.startedBy ?? 'nobody'}.`;
    return { type: 'rejected', error: { ...classifyError(error), class: 'config', message } };
  }

  private async search(token: string): Promise<HandleOf<'ecs'> | undefined> {
    const { client, config } = this.options;
    const startedBy = startedByOf(this.name, token);
    const arns: string[] = [];
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const filter = { cluster: config.cluster, startedBy, desiredStatus };
      for await (const page of listTasks(client, filter)) arns.push(...page);
    }
    if (arns.length === 0) return undefined;
    const { tasks, missing } = await describeTasks(client, config.cluster, arns);
    const [handle] = [...tasks]
      .sort(liveFirst)
      .flatMap((task) => handleOfTask(task, this.name, config.container) ?? []);
    if (!handle && missing.length > 0) {
      throw new Error(`ListTasks shows ${missing.join(', ')}, and DescribeTasks does not yet`);
    }
    return handle;
  }

  private async asked<T>(operation: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw new BackendError(this.name, operation, classifyError(error), { cause: error });
    }
  }
}

/** A task that RunTask has just made; another one was there before under the same token. */
function isNew({ lastStatus }: Task): boolean {
  return lastStatus === 'PROVISIONING' || lastStatus === 'PENDING';
}

function liveFirst(a: Task, b: Task): number {
  return Number(a.lastStatus === 'STOPPED') - Number(b.lastStatus === 'STOPPED');
}

function isConflict(error: unknown): error is ConflictException {
  return (error as { name?: unknown }).name === 'ConflictException';
}

/** An error that leaves open whether something runs is ambiguous; a refusal is not. */
function notStarted(error: ClassifiedError): StartOutcome<'ecs'> {
  const open = error.startMayHaveHappened && ['transient', 'unknown'].includes(error.class);
  return { type: open ? 'ambiguous' : 'rejected', error };
}
