// Sets what the SDK reads as it loads.
import '../aws/client-settings';
import {
  awsCalls,
  awsRates,
  CallError,
  createAwsClients,
  createBuckets,
  destroyClients,
  pacedCalls,
  systemClock,
  type PrunerCalls,
} from '@slipway/version-pruner';
import { failed, lacking, wrongUsage, type Failure } from '../failure';

/** A region with its calls at the pace that its quotas allow. */
export interface PrunedRegion {
  readonly name: string;
  readonly calls: PrunerCalls;
}

/** Works with regions, and ends their connections whatever happens. */
export async function withRegions<T>(
  names: readonly string[],
  work: (regions: readonly PrunedRegion[]) => Promise<T>,
): Promise<T> {
  const opened = names.map((name) => {
    const clients = createAwsClients(name);
    const buckets = createBuckets(awsRates, systemClock);
    return { name, clients, calls: pacedCalls(awsCalls(clients), buckets, systemClock) };
  });
  try {
    return await work(opened);
  } finally {
    opened.forEach(({ clients }) => destroyClients(clients));
  }
}

/** What an error of the pruner means to a person, or the error itself where it is a bug. */
export function pruneFailure(error: unknown, doing: string, region: string): unknown {
  if (!(error instanceof CallError)) return error;
  return failureOf(error, `AWS did not ${doing} in ${region}: ${error.message}`, region);
}

function failureOf({ failure, message }: CallError, text: string, region: string): Failure {
  if (failure === 'denied') {
    return lacking(text, 'docs/version-pruner.md lists the permissions that pruning needs');
  }
  if (message.includes('ENOTFOUND')) {
    return wrongUsage(`${region} is no region that AWS answers in (${message})`);
  }
  return failed(text);
}
