import { LoadedStage } from './loaded-stage';
import type { LoadedWorkspace } from './loaded-workspaces';

export interface RollingRestarts {
  /** Tasks that were replaced. */
  readonly restarts: number;
  readonly requests: number;
  /** Requests that were answered with anything but 200. */
  readonly failed: number;
  /** Their statuses; 0 where the connection broke. */
  readonly statuses: readonly number[];
  readonly seconds: number;
}

/** Replaces the tasks of all services at once, again and again under constant load, until so many were. */
export async function rollingRestarts(
  workspace: LoadedWorkspace,
  { restarts, perSecond }: { readonly restarts: number; readonly perSecond: number },
): Promise<RollingRestarts> {
  const stage = new LoadedStage(workspace);
  try {
    await stage.start();
    const begun = performance.now();
    stage.load(perSecond);
    let replaced = 0;
    while (replaced < restarts) {
      await Promise.all(stage.names.map((name) => stage.restart(name)));
      replaced += stage.names.flatMap((name) => stage.healthy(name)).length;
    }
    await stage.unload();
    const failed = stage.requests.filter(({ status }) => status !== 200);
    return {
      restarts: replaced,
      requests: stage.requests.length,
      failed: failed.length,
      statuses: [...new Set(failed.map(({ status = 0 }) => status))],
      seconds: (performance.now() - begun) / 1_000,
    };
  } finally {
    await stage.close();
  }
}

/** One line for the docs. */
export function described(outcome: RollingRestarts): string {
  const { restarts, requests, failed, statuses, seconds } = outcome;
  const by = failed > 0 ? ` (${statuses.join(', ')})` : '';
  return `${restarts} restarts in ${seconds.toFixed(0)} s, ${requests} requests, ${failed} failed${by}\n`;
}
