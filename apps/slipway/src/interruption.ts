import { setImmediate as turn } from 'node:timers/promises';
import { ExitCode } from './exit-code';

/**
 * Ends the process in order on Ctrl-C and SIGTERM, so that what is deleted on exit is deleted. Work
 * that listens to the signal itself is left to end itself.
 */
export function exitWhenInterrupted(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(ExitCode.interrupted);
    });
  }
}

/** Lets signals be handled that came during work that blocks, as a bundling or a synth does. */
export async function pendingSignals(): Promise<void> {
  // They are read between the two: the first may come right after the blocking work.
  await turn();
  await turn();
}
