import { CallError, type PrunerCalls } from './calls';
import type { Clock } from './clock';
import type { EnvironmentLimits } from './inventory';
import { assertPublishedVersion } from './qualifier';

/** A version is back: its state when the wait was over, `Active` where it answers. */
export interface Restored {
  readonly state: string;
}

/**
 * Gives a cold version its environments back and waits until it answers.
 * @param limits that it gets; AWS's own where none are given
 * @param wait milliseconds
 * @throws CallError where AWS will not; `absent` where there is no such version
 */
export async function restoreVersion(
  functionName: string,
  version: string,
  limits: EnvironmentLimits | undefined,
  calls: PrunerCalls,
  clock: Clock,
  wait: number,
): Promise<Restored> {
  assertPublishedVersion(version);
  await calls.putLimits(functionName, version, limits);
  const until = clock.now() + wait;
  for (;;) {
    const details = await calls.getFunction(functionName, version);
    if (details === undefined) {
      throw new CallError('GetFunction', 'absent', `there is no ${functionName}:${version}`);
    }
    if (details.state === 'Active' || details.state === 'Failed' || clock.now() >= until) {
      return { state: details.state };
    }
    await clock.sleep(2_000);
  }
}
