import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { controlVariables, Worker, type RuntimeContext } from '@slipway/orchestrator-runtime';

/** Whoever hosts the runs that the API takes. */
export interface Host {
  /** Begins to host a run, or has its host look at it now. */
  host(runId: string): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds between two looks of a worker for runs without a host, and between two sweeps. */
const scanMs = 5_000;
const reapMs = 60_000;

/** The durable function of ORCHESTRATOR_RUN_FUNCTION, or a worker loop in this process where there is none. */
export function hostFor(
  context: RuntimeContext,
  environment: Readonly<Record<string, string | undefined>>,
): Host {
  const runFunction = environment[controlVariables.runFunction];
  return runFunction ? durableFunction(runFunction, context) : worker(context);
}

function worker(context: RuntimeContext): Host {
  const loop = new Worker(context, { scanMs, reapMs });
  loop.start();
  return {
    host: (runId) => Promise.resolve(loop.host(runId)),
    stop: () => loop.stop(),
  };
}

function durableFunction(runFunction: string, { telemetry }: RuntimeContext): Host {
  const client = new LambdaClient({});
  return {
    host: async (runId) => {
      try {
        await client.send(
          new InvokeCommand({
            FunctionName: runFunction,
            InvocationType: 'Event',
            // The same name for the same run: a second call finds the first one's execution.
            DurableExecutionName: runId,
            Payload: Buffer.from(JSON.stringify({ runId })),
          }),
        );
      } catch (error) {
        // The record is written: the reaper goes on with the run.
        const { name, message } = error as Error;
        telemetry.line('warn', 'Run not hosted', { runId, error: name, reason: message });
      }
    },
    stop: () => Promise.resolve(client.destroy()),
  };
}
