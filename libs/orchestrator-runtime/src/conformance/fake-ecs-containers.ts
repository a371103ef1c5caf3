import type { RunTaskInput } from './fake-ecs-request';
import type { FakeTask } from './fake-ecs-task';

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

/** The container of each task that a `run` hook runs. */
export class FakeContainers {
  private readonly running = new Map<string, RunningContainer>();

  constructor(
    private readonly hook: (container: ContainerToRun) => RunningContainer,
    private readonly now: () => number,
  ) {}

  /** Runs the container that the request overrides, else the first one; the task ends with it. */
  run(task: FakeTask, { overrides }: RunTaskInput): void {
    const { definition, taskArn } = task.props;
    const override = overrides?.containerOverrides?.[0];
    const container = override?.name ?? definition.containers[0] ?? '';
    const process = this.hook({
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
      const exits = { [container]: exit };
      const stoppedReason = 'Essential container in task exited';
      task.finish({ stopCode: 'EssentialContainerExited', stoppedReason, exits }, this.now());
    });
  }

  stop(taskArn: string): void {
    void this.running.get(taskArn)?.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running.values()].map((container) => container.stop()));
  }
}
