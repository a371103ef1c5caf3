import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startLocalStage, type LocalStage, type LocalStageEvent } from '../src';
import type { LoadedWorkspace } from './loaded-workspaces';

/** One request of the load. */
export interface LoadRequest {
  readonly sentAt: number;
  /** Undefined while it is under way. */
  readonly status?: number;
  /** Process that answered. */
  readonly pid?: number;
}

/** The stage of a workspace, whose services have two tasks each, under constant load. */
export class LoadedStage {
  readonly events: LocalStageEvent[] = [];
  readonly requests: { sentAt: number; status?: number; pid?: number }[] = [];
  /** Of the services. */
  readonly names: readonly string[];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  private stage: LocalStage | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly workspace: LoadedWorkspace) {
    this.names = Object.keys(workspace.paths);
  }

  async start(): Promise<void> {
    const { root, outdir } = this.workspace;
    this.stage = await startLocalStage({
      ...{
        root,
        outdir,
        port: 0,
        watch: { rebuild: () => undefined, whyRefused: () => undefined },
      },
      onEvent: (event) => this.events.push(event),
    });
    await this.until(() => this.names.every((name) => this.healthy(name).length === 2));
  }

  /** Sends this many requests a second, to the services in turn. */
  load(perSecond: number): void {
    const begun = performance.now();
    let sent = 0;
    this.timer = setInterval(() => {
      const due = Math.floor(((performance.now() - begun) / 1_000) * perSecond);
      for (; sent < due; sent++) this.send(this.names[sent % this.names.length] ?? '');
    }, 1);
  }

  /** Ends the load, and waits for the requests under way. */
  async unload(): Promise<void> {
    clearInterval(this.timer);
    const underWay = this.requests.filter(({ status }) => status === undefined);
    await this.until(() => underWay.every(({ status }) => status !== undefined));
  }

  /** Changes a file of a service, and waits until every task of it is a new one. */
  async restart(name: string): Promise<void> {
    const before = this.completed(name);
    writeFileSync(join(this.workspace.root, 'apps', name, 'changed.js'), `// ${Date.now()}\n`);
    await this.until(() => this.completed(name) > before);
  }

  /** Tasks that are healthy. */
  healthy(name: string) {
    const service = this.stage?.services().find((one) => one.name === name);
    const tasks = service?.kind === 'http' ? service.tasks : [];
    return tasks.filter(({ health }) => health === 'healthy');
  }

  /** Resolves when the health check of the first task has just been answered. */
  async checked(name: string): Promise<void> {
    const count = () =>
      this.events.filter(
        (event) =>
          event.type === 'log' &&
          event.service === name &&
          event.task === 1 &&
          event.line === 'checked',
      ).length;
    const before = count();
    await this.until(() => count() > before);
  }

  async until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!holds()) {
      if (Date.now() > deadline) {
        throw new Error(`Not so after a minute:\n${JSON.stringify(this.events.slice(-5))}`);
      }
      await delay(5);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.agent.destroy();
    await this.stage?.close();
    this.workspace.dispose();
  }

  private completed(name: string): number {
    return this.events.filter(
      (event) => event.type === 'deployment-completed' && event.service === name,
    ).length;
  }

  private send(name: string): void {
    const request: (typeof this.requests)[number] = { sentAt: performance.now() };
    this.requests.push(request);
    const failed = (): void => {
      request.status ??= 0;
    };
    get(`${this.stage?.url}${this.workspace.paths[name]}`, { agent: this.agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => {
        request.status = response.statusCode;
        request.pid = Number(text);
      });
      response.on('error', failed);
    }).on('error', failed);
  }
}
