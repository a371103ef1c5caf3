import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetGroup } from '@slipway/routing';
import { ContainerProcess, type ProcessEnd } from './container-process';
import type { OnEvent } from './events';
import { Target } from './target';

/** What every task of a container service is started with. */
export interface TaskSettings {
  /** Name of the service. */
  readonly name: string;
  /** Root of the workspace. */
  readonly root: string;
  /** Folder of the service relative to the root. */
  readonly folder: string;
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  readonly targetGroup: TargetGroup;
}

export interface ServiceTaskProps extends TaskSettings {
  /** Counts up in the service. */
  readonly number: number;
  /** Number for events; absent in a service that has one task. */
  readonly task?: number;
  /** Port that the task is told to listen on. */
  readonly port: number;
  /** Folder of its own that the task finds in TMPDIR; it goes with the task. */
  readonly temporaryFolder: string;
  readonly onEvent: OnEvent;
  readonly onHealthy: () => void;
  readonly onUnhealthy: (reason: string) => void;
  /** The task ended by itself. */
  readonly onEnded: (end: ProcessEnd) => void;
}

/** One process of a container service, and its target. */
export class ServiceTask {
  readonly target: Target;
  readonly pid: number | undefined;
  readonly startedAt = Date.now();
  /** When it became healthy for the first time. */
  healthySince: number | undefined;
  private readonly process: ContainerProcess;
  private stopping: Promise<void> | undefined;

  constructor(readonly props: ServiceTaskProps) {
    const { name, root, folder, command, environment, stopTimeout, port, task } = props;
    const { targetGroup, temporaryFolder, onEvent, onHealthy, onUnhealthy, onEnded } = props;
    onEvent({ type: 'service-starting', service: name, task, port });
    this.process = new ContainerProcess({
      root,
      folder: join(root, folder),
      command,
      environment: {
        TMPDIR: temporaryFolder,
        // No collector runs here.
        OTEL_SDK_DISABLED: 'true',
        // A service that takes its address from here is not on the network; it may mean something else by it.
        HOST: '127.0.0.1',
        ...environment,
        // Seconds: the stage deregisters a target itself, and no health check has to find out.
        SLIPWAY_LB_PROPAGATION: '1',
        PORT: String(port),
      },
      stopTimeoutMs: stopTimeout * 1_000,
      onLine: (stream, line) => onEvent({ type: 'log', service: name, task, stream, line }),
    });
    this.pid = this.process.pid;
    this.target = new Target({
      port,
      check: targetGroup.healthCheck,
      onHealthy: () => {
        this.healthySince ??= Date.now();
        const afterMs = Date.now() - this.startedAt;
        onEvent({ type: 'service-healthy', service: name, task, afterMs });
        onHealthy();
      },
      onUnhealthy: (reason) => {
        onEvent({ type: 'service-unhealthy', service: name, task, reason });
        onUnhealthy(reason);
      },
    });
    // At once: every moment more is a request to nobody.
    void this.process.exited.then(() => this.target.deregister());
    void this.process.ended.then(async (end) => {
      if (this.stopping) return;
      await (this.stopping = this.end());
      onEnded(end);
    });
  }

  /**
   * Takes the task out of the rotation, lets its requests end for as long as its target group says, and
   * ends its processes. Resolves when nothing of it runs any more.
   */
  stop(): Promise<void> {
    return (this.stopping ??= this.drain());
  }

  private async drain(): Promise<void> {
    await this.target.drain(this.props.targetGroup.deregistrationDelay);
    await this.end();
  }

  private async end(): Promise<void> {
    await this.target.deregister();
    await this.process.stop();
    rmSync(this.props.temporaryFolder, { recursive: true, force: true });
  }
}
