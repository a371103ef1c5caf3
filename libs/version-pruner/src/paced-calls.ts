import type { PrunerCalls } from './calls';
import type { Clock } from './clock';
import { Bucket, Pace } from './pace';

/** Calls per second of each quota. */
export interface CallRates {
  /** All calls to Lambda's control plane that have no quota of their own. */
  readonly control: number;
  /** Of those, the ones that change something, so that a deploy gets its turn. */
  readonly write: number;
  readonly getPolicy: number;
  readonly getFunction: number;
  readonly providerRead: number;
  readonly providerWrite: number;
  readonly metrics: number;
}

/**
 * What AWS lets through per account and region, and for changes half of it:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests
 */
export const awsRates: CallRates = {
  control: 15,
  write: 7.5,
  getPolicy: 15,
  getFunction: 100,
  providerRead: 15,
  providerWrite: 1,
  metrics: 25,
};

type Quota = keyof CallRates;

const quotasOf: Readonly<Record<keyof PrunerCalls, readonly Quota[]>> = {
  listAllVersions: ['control'],
  listProviderVersions: ['providerRead'],
  listVersions: ['control'],
  listAliases: ['control'],
  listProvisioned: ['control'],
  listInvokeConfigs: ['control'],
  listUrls: ['control'],
  listEventSources: ['control'],
  listRunning: ['control'],
  getPolicy: ['getPolicy'],
  getFunction: ['getFunction'],
  getLimits: ['providerRead'],
  getInstanceTypes: ['providerRead'],
  getAccountUsage: ['control'],
  countInvocations: ['metrics'],
  deleteVersion: ['write', 'control'],
  putLimits: ['providerWrite'],
};

/** Calls whose sender looks again before it sends them once more. */
const sentOnce = new Set<keyof PrunerCalls>(['deleteVersion', 'putLimits']);

/** The buckets of a region. Those who prune it at the same time share them. */
export type Buckets = Readonly<Record<Quota, Bucket>>;

export function createBuckets(rates: CallRates, clock: Clock): Buckets {
  const bucket = (quota: Quota) => new Bucket(rates[quota], clock);
  return {
    control: bucket('control'),
    write: bucket('write'),
    getPolicy: bucket('getPolicy'),
    getFunction: bucket('getFunction'),
    providerRead: bucket('providerRead'),
    providerWrite: bucket('providerWrite'),
    metrics: bucket('metrics'),
  };
}

/**
 * The calls at the pace that the quotas allow. Reads are sent again after a throttle or a failure of AWS
 * or the network; changes are sent once.
 * @param deadline milliseconds since 1970 after which nothing is sent
 */
export function pacedCalls(
  calls: PrunerCalls,
  buckets: Buckets,
  clock: Clock,
  deadline = Number.POSITIVE_INFINITY,
): PrunerCalls {
  const pace = new Pace(clock, deadline);
  const names = Object.keys(quotasOf) as (keyof PrunerCalls)[];
  const paced = names.map((name) => {
    const through = quotasOf[name].map((quota) => buckets[quota]);
    const call = calls[name].bind(calls) as (...args: readonly unknown[]) => Promise<unknown>;
    const send = sentOnce.has(name) ? pace.once.bind(pace) : pace.repeat.bind(pace);
    return [name, (...args: unknown[]) => send(name, through, () => call(...args))];
  });
  return Object.fromEntries(paced) as unknown as PrunerCalls;
}
