import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsClients } from './aws-calls';

/** Milliseconds to connect, and for an answer, of which the SDK otherwise only warns. */
const timeouts = {
  connectionTimeout: 5_000,
  requestTimeout: 30_000,
  throwOnRequestTimeout: true,
};

/** Clients of a region that send everything once: the pace repeats what is worth repeating. */
export function createAwsClients(region: string): AwsClients {
  const settings = { region, maxAttempts: 1, requestHandler: timeouts };
  return { lambda: new LambdaClient(settings), cloudWatch: new CloudWatchClient(settings) };
}

/** Ends the connections of clients. */
export function destroyClients({ lambda, cloudWatch }: AwsClients): void {
  lambda.destroy();
  cloudWatch.destroy();
}
