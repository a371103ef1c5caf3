import { join } from 'node:path';
import type { TargetGroup } from '@slipway/routing';
import { awsEnvironment } from './aws-environment';
import { ContainerProcess, type ProcessEnd } from './container-process';
import type { OnEvent } from './events';
import { Target } from './target';

export interface ContainerServiceProps {
  readonly name: string;
  /** Root of the workspace. */
  readonly root: string;
  /** Folder of the service relative to the root. */
  readonly folder: string;
  readonly command: string;
  readonly region: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  /** Port that the service is told to listen on. */
  readonly port: number;
  readonly targetGroup: TargetGroup;
  /** Folder of its own that the service finds in TMPDIR. */
  readonly temporaryFolder: string;
  readonly onEvent: OnEvent;
}

/** A container service as one process, registered in its target group. */
export class ContainerService {
  readonly target: Target;
  /** Resolves when the service is healthy, is given up for the moment, or has ended. */
  readonly settled: Promise<void>;
  readonly pid: number | undefined;
  private readonly process: ContainerProcess;
  private stopping = false;

  constructor(readonly props: ContainerServiceProps) {
    const { name, root, folder, command, region, environment, stopTimeout, port } = props;
    const { targetGroup, temporaryFolder, onEvent } = props;
    onEvent({ type: 'service-starting', service: name, command, port });
    const startedAt = Date.now();
    this.process = new ContainerProcess({
      root,
      folder: join(root, folder),
      command,
      environment: {
        ...awsEnvironment(region),
        TMPDIR: temporaryFolder,
        // No collector runs here.
        OTEL_SDK_DISABLED: 'true',
        ...environment,
        // Seconds: the stage deregisters a target itself, and no health check has to find out.
        SLIPWAY_LB_PROPAGATION: '1',
        PORT: String(port),
      },
      stopTimeoutMs: stopTimeout * 1_000,
      onLine: (stream, line) => onEvent({ type: 'log', service: name, stream, line }),
    });
    this.pid = this.process.pid;

    let settle: () => void = () => undefined;
    this.settled = new Promise((resolve) => {
      settle = resolve;
    });
    this.target = new Target({
      port,
      check: targetGroup.healthCheck,
      onHealthy: () => {
        onEvent({ type: 'service-healthy', service: name, afterMs: Date.now() - startedAt });
        settle();
      },
      onUnhealthy: (reason) => {
        onEvent({ type: 'service-unhealthy', service: name, reason });
        settle();
      },
    });
    void this.process.ended.then(async (end) => {
      await this.onEnded(end);
      settle();
    });
  }

  /** Deregisters the target and ends the process; resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.target.deregister();
    await this.process.stop();
  }

  private async onEnded({ reason, lastLines }: ProcessEnd): Promise<void> {
    if (this.stopping) return;
    const { name, onEvent } = this.props;
    await this.target.deregister();
    onEvent({ type: 'service-failed', service: name, reason, lastLines });
  }
}
