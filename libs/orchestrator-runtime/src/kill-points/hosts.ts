import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { drive } from '../hosts/drive';
import { durableHost, type DurableInput } from '../hosts/durable';
import { isFinal } from '../run-record';
import type { RuntimeContext } from '../runtime/context';
import { reap } from '../runtime/reap';
import type { HostLife } from './crash';
import { DurableService } from './durable-service';

/** What of a run's host outlives its processes. */
export interface HostedRun {
  /** The life of one process: settles when the run is over. */
  live(context: RuntimeContext, life: HostLife): Promise<void>;
}

/** A way to host runs that the kit kills. */
export interface KillHost {
  readonly name: string;
  host(runId: string): HostedRun;
}

/** The plain loop of a worker. */
const worker: KillHost = {
  name: 'worker',
  host: (runId) => ({ live: (context) => drive(context, runId) }),
};

/** The durable function, on the SDK itself: its checkpoints are points. */
const durableFunction: KillHost = {
  name: 'durable function',
  host: (runId) => {
    const input: DurableInput = { runId };
    let service: DurableService | undefined;
    return {
      live: async (context, life) => {
        service ??= new DurableService(context.clock, input);
        const durableExecutionClient = life.watch('durable', service);
        const handler = withDurableExecution(
          durableHost(() => context),
          { durableExecutionClient },
        );
        for (;;) {
          const { Status } = await service.invoke(handler);
          if (Status === 'SUCCEEDED') return;
          if (Status === 'FAILED') throw new Error('The durable execution failed.');
          await context.sleep(service.untilDue() ?? 1_000);
          service.wake();
        }
      },
    };
  },
};

/** No host at all: only the reaper, on its schedule. */
const reaper: KillHost = {
  name: 'reaper',
  host: (runId) => ({
    live: async (context) => {
      for (;;) {
        await reap(context);
        const view = await context.store.load(runId);
        if (!view || isFinal(view.record)) return;
        await context.sleep(60_000);
      }
    },
  }),
};

/** Every host there is. */
export const killHosts: readonly KillHost[] = [worker, durableFunction, reaper];
