import { join } from 'node:path';
import type { Manifest } from '@slipway/platform';
import type { ContainerWorkload } from '@slipway/terraform-graph';
import { ContainerProcess, type ProcessEnd } from './container-process';
import type { LogStream, OnEvent } from './events';
import { referenceValues } from './reference-values';
import type { RunFolder } from './run-folder';

export interface BatchTasksProps {
  readonly root: string;
  readonly manifest: Manifest;
  readonly workloads: readonly ContainerWorkload[];
  /** What the AWS SDK in a task reads. */
  readonly aws: Readonly<Record<string, string>>;
  /** The environment of a container on this machine. */
  readonly environmentOf: (workload: ContainerWorkload) => Readonly<Record<string, string>>;
  readonly runFolder: RunFolder;
  readonly onEvent: OnEvent;
}

/** A task that was started. */
export interface BatchTask {
  /** Settles when it has ended, whether by itself or by `stop`. */
  readonly ended: Promise<ProcessEnd>;
  stop(): Promise<void>;
}

/** Batch services of the stage, each task as one process. */
export class BatchTasks {
  private readonly running = new Set<BatchTask>();
  private count = 0;

  constructor(private readonly props: BatchTasksProps) {}

  /**
   * Starts a task of a service.
   * @returns the task, or in a sentence why there can be none
   */
  start(
    name: string,
    onLine: (stream: LogStream, line: string) => void,
  ): BatchTask | { readonly refused: string } {
    const { root, manifest, workloads, aws, environmentOf, runFolder, onEvent } = this.props;
    const service = manifest.services[name];
    const workload = workloads.find((found) => found.service === name);
    if (service?.kind !== 'batch' || !workload) return { refused: this.unknown(name) };
    const { localCommand: command, folder, file } = service;
    if (command === undefined) {
      return { refused: `${name} has no \`local.command\` in ${file}` };
    }
    const references = referenceValues(root, name, workload.references);
    if ('missing' in references) return { refused: references.missing };
    onEvent({ type: 'task-started', service: name });
    const process = new ContainerProcess({
      root,
      folder: join(root, folder),
      command,
      environment: {
        ...aws,
        TMPDIR: runFolder.temporary(`${name}-${++this.count}`),
        OTEL_SDK_DISABLED: 'true',
        ...environmentOf(workload),
        ...references.values,
      },
      stopTimeoutMs: workload.stopTimeout * 1_000,
      onLine: (stream, line) => {
        onEvent({ type: 'log', service: name, stream, line });
        onLine(stream, line);
      },
    });
    if (process.pid !== undefined) runFolder.add(name, process.pid);
    const task = { ended: process.ended, stop: () => process.stop() };
    this.running.add(task);
    void process.ended.then(({ reason }) => {
      this.running.delete(task);
      onEvent({ type: 'task-ended', service: name, reason });
    });
    return task;
  }

  /** Stops every task; resolves when none runs any more. */
  async stop(): Promise<void> {
    await Promise.all([...this.running].map((task) => task.stop()));
  }

  private unknown(name: string): string {
    const names = Object.entries(this.props.manifest.services)
      .filter(([, { kind }]) => kind === 'batch')
      .map(([known]) => known);
    return `${name} is no batch service; the batch services are ${names.join(', ') || 'none'}`;
  }
}
