import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  applyPlans,
  awsCalls,
  createBuckets,
  destroyClients,
  pacedCalls,
  planRegion,
  systemClock,
  type PrunerSettings,
} from '../src/index';

/** Prunes the server at SERVER as SETTINGS say, as fast as it answers, and prints what it took. */
async function main(): Promise<void> {
  const client = {
    endpoint: process.env.SERVER ?? '',
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const clients = { lambda: new LambdaClient(client), cloudWatch: new CloudWatchClient(client) };
  const settings = JSON.parse(process.env.SETTINGS ?? '') as PrunerSettings;
  const fast = 100_000;
  const rates = {
    ...{ control: fast, write: fast, getPolicy: fast, getFunction: fast },
    ...{ providerRead: fast, providerWrite: fast, metrics: fast },
  };
  const calls = pacedCalls(awsCalls(clients), createBuckets(rates, systemClock), systemClock);
  const now = Number(process.env.NOW);
  const plan = await planRegion('eu-central-1', calls, settings, now);
  const applied = await applyPlans(plan.functions, calls, {
    clock: systemClock,
    waitForDelete: 600_000,
  });
  destroyClients(clients);
  process.stdout.write(
    JSON.stringify({
      deleted: applied.filter(({ result }) => result === 'deleted').length,
      others: applied.filter(({ result }) => result !== 'deleted').slice(0, 5),
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}

void main();
