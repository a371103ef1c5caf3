import type { RunEvent } from '@slipway/orchestrator-runtime';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bundle } from './bundle';

const waitLimitMs = 240_000;

/** What the API says: of a run, or what is wrong. */
export type Answer = Readonly<Record<string, unknown>> & {
  readonly runId: string;
  readonly state: string;
};

/** The orchestrator as its callers know it. */
export class Orchestrator {
  private constructor(
    private readonly url: string,
    /** Ends the process of the API; agents run on. */
    readonly stop: () => Promise<void>,
  ) {}

  /**
   * Starts the API in a process of its own.
   *
   * @param folder for the bundle
   * @param environment all variables of the function
   */
  static async start(
    folder: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<Orchestrator> {
    const file = join(folder, 'api.js');
    bundle('orchestrator/e2e/api-process.ts', file);
    const child = fork(file, {
      env: environment,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const exited = once(child, 'exit');
    const [port] = (await Promise.race([
      once(child, 'message'),
      exited.then(([code]) => Promise.reject(new Error(`The API ended with ${code}.`))),
    ])) as [number];
    return new Orchestrator(`http://127.0.0.1:${port}/runs`, async () => {
      if (child.connected) child.disconnect();
      await exited;
    });
  }

  /** GET, or POST where there is a body. */
  async call<T = Answer>(path: string, body?: object): Promise<{ status: number; body: T }> {
    const response = await fetch(`${this.url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  submit(user: string, payload: object, more: object = {}) {
    return this.call('', { user, task: 'agent-runner', payload, ...more });
  }

  /** The run as it is once it is so. */
  async until(runId: string, isSo: (run: Answer) => boolean): Promise<Answer> {
    const limit = Date.now() + waitLimitMs;
    for (;;) {
      const { body } = await this.call(`/${runId}`);
      if (isSo(body)) return body;
      if (Date.now() > limit) throw new Error(`run ${runId} is ${JSON.stringify(body)}`);
      await delay(100);
    }
  }

  /** The run as it is when it is over. */
  end(runId: string): Promise<Answer> {
    return this.until(runId, ({ endedAt }) => endedAt !== undefined);
  }

  async history(runId: string): Promise<RunEvent[]> {
    const all: RunEvent[] = [];
    for (;;) {
      const path = `/${runId}/events?after=${all.length}`;
      const { body } = await this.call<{ events: RunEvent[] }>(path);
      if (body.events.length === 0) return all;
      all.push(...body.events);
    }
  }

  /** Waits for an event of a type. */
  async event(runId: string, wanted: RunEvent['type']): Promise<void> {
    const limit = Date.now() + waitLimitMs;
    while (!(await this.history(runId)).some(({ type }) => type === wanted)) {
      if (Date.now() > limit) throw new Error(`run ${runId} has no ${wanted}`);
      await delay(100);
    }
  }
}
