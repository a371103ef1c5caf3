import {
  SendDurableExecutionCallbackSuccessCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { Store } from '../store/store';
import type { Telemetry } from '../telemetry/telemetry';

/**
 * Calls the durable function that hosts a run, where it waits to be called. What fails here is found
 * by polling: it is written down and not thrown.
 */
export function durableWake(
  client: LambdaClient,
  store: Pick<Store, 'wakeUp'>,
  telemetry: Telemetry,
): (runId: string) => Promise<void> {
  return async (runId) => {
    try {
      const callbackId = await store.wakeUp(runId);
      if (!callbackId) return;
      await client.send(
        new SendDurableExecutionCallbackSuccessCommand({
          CallbackId: callbackId,
          Result: new TextEncoder().encode(JSON.stringify('woken')),
        }),
      );
    } catch (error) {
      const { name, message } = error as Error;
      telemetry.line('warn', 'Host not woken', { runId, error: name, reason: message });
    }
  };
}
