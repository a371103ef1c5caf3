import type { Exchange } from './exchange';
import { requestTime } from './request-time';

/**
 * A variable of API Gateway by its name without `$context.`, `identity.sourceIp`; undefined where the
 * request has no value for it, or nothing here can have one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function contextVariable(exchange: Exchange, name: string): string | undefined {
  const read = variables.get(name);
  if (read) return read(exchange)?.toString();
  const { authorizer } = exchange.context;
  return name.startsWith('authorizer.') ? authorizer?.values[name.slice(11)] : undefined;
}

type Read = (exchange: Exchange) => string | number | undefined;

const variables = new Map<string, Read>([
  ['accountId', ({ context }) => context.account],
  ['apiId', ({ context }) => context.api?.name],
  ['authorizer.integrationLatency', ({ context }) => latency(context.authorizer?.latencyMs)],
  ['authorizer.latency', ({ context }) => latency(context.authorizer?.latencyMs)],
  ['authorizer.principalId', ({ context }) => context.authorizer?.principalId],
  ['authorizer.status', ({ context }) => context.authorizer && 200],
  ['domainName', ({ request }) => request.headers.host],
  ['error.message', ({ context }) => context.error?.message ?? undefined],
  ['error.messageString', ({ context }) => context.error && JSON.stringify(context.error.message)],
  ['error.responseType', ({ context }) => context.error?.type],
  ['extendedRequestId', ({ extendedRequestId }) => extendedRequestId],
  ['httpMethod', ({ method }) => method],
  ['identity.apiKey', ({ context }) => context.apiKey?.value],
  ['identity.apiKeyId', ({ context }) => context.apiKey?.name],
  ['identity.sourceIp', ({ clientAddress }) => clientAddress],
  ['identity.userAgent', ({ request }) => request.headers['user-agent']],
  ['integration.integrationStatus', ({ context }) => context.integration?.status],
  ['integration.latency', ({ context }) => latency(context.integration?.latencyMs)],
  ['integration.status', ({ context }) => context.integration?.status],
  ['integrationLatency', ({ context }) => latency(context.integration?.latencyMs)],
  ['integrationStatus', ({ context }) => context.integration?.status],
  ['path', ({ path }) => path],
  ['protocol', ({ request }) => `HTTP/${request.httpVersion}`],
  ['requestId', ({ requestId }) => requestId],
  ['requestTime', ({ receivedAt }) => requestTime(new Date(receivedAt))],
  ['requestTimeEpoch', ({ receivedAt }) => receivedAt],
  ['resourceId', ({ context }) => context.route?.path],
  ['resourcePath', ({ context }) => context.route?.path],
  ['responseLatency', ({ trace }) => latency(trace.elapsedMs)],
  ['responseLength', ({ trace }) => trace.responseLength],
  ['stage', ({ context }) => context.api?.apiStage],
  ['status', ({ response }) => response.statusCode],
]);

function latency(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds);
}
