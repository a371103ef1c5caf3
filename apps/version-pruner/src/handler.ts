import { parsePrunerSettings, settingsVariable } from '@slipway/version-pruner';
import { log } from './log';
import { pruneAccount, type PruneSummary } from './prune-account';

/** What Lambda tells of an invocation. */
export interface InvocationContext {
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/**
 * Prunes what SLIPWAY_PRUNER says. Throws where the settings are wrong, the fuse stops the run or a
 * change could not be made, so that the alarm of its errors goes off; what was done before stays done.
 */
export async function handler(_event: unknown, context: InvocationContext): Promise<PruneSummary> {
  try {
    const settings = parsePrunerSettings(process.env[settingsVariable], settingsVariable);
    return await pruneAccount(settings, process.env.AWS_REGION ?? '', context);
  } catch (error) {
    log('ERROR', 'pruning failed', { error: error instanceof Error ? error.message : error });
    throw error;
  }
}
