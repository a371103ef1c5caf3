import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsClients } from '../src/index';
import { FakeError, type FakeLambda } from '../src/testing/fake-lambda';
import { answerOf } from '../src/testing/lambda-wire';
import { quotas } from '../src/testing/quotas';
import type { VirtualClock } from './virtual-clock';

/** Milliseconds that every answer takes. */
const LATENCY = 50;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests */
export const awsQuotas = {
  ...{ control: 15, GetPolicy: 15, GetFunction: 100, GetMetricData: 50 },
  ...{ providerRead: 15, providerWrite: 1 },
};

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface VirtualAws {
  readonly clients: AwsClients;
  /** Calls by operation. */
  readonly counts: Map<string, number>;
  throttles: number;
}

/** The real clients, with the fake in the place of the network: it answers late, and not above the quotas. */
export function virtualAws(fake: FakeLambda, clock: VirtualClock): VirtualAws {
  const counts = new Map<string, number>();
  const takes = quotas(awsQuotas, () => clock.now());
  fake.before = ({ operation }) => {
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    if (takes(operation)) return;
    made.throttles += 1;
    throw new FakeError('TooManyRequestsException', 429, 'Rate exceeded');
  };
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async ({ method, path, query = {}, headers, body = '' }: SdkRequest) => {
      await clock.sleep(LATENCY);
      const parameters = Object.entries(query).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as [string, string]] : [],
      );
      const answer = answerOf(fake, {
        method,
        url: `${path}?${new URLSearchParams(parameters).toString()}`,
        target: headers['x-amz-target'] ?? '',
        body: typeof body === 'string' ? body : new TextDecoder().decode(body),
      });
      const response = {
        statusCode: answer.status,
        headers: answer.headers,
        body: Buffer.from(answer.body),
      };
      return { response };
    },
  };
  const settings = {
    region: fake.region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: requestHandler as never,
  };
  const made: VirtualAws = {
    clients: { lambda: new LambdaClient(settings), cloudWatch: new CloudWatchClient(settings) },
    counts,
    throttles: 0,
  };
  return made;
}
