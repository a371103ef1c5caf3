import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * What AgentCore runs in a container: `POST /invocations` begins an attempt and answers at once,
 * `GET /ping` says whether one is at work. A session that is busy is not ended for its idleness, and
 * a payload that arrives twice begins nothing twice.
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-http-protocol-contract.html
 *
 * @param begin does an attempt with the invocation's variables; settles when it is over
 * @param onError told why an attempt could not be done
 */
export function invocationServer(
  begin: (environment: Readonly<Record<string, string>>) => Promise<unknown>,
  onError: (error: Error) => void,
): Server {
  const atWork = new Set<string>();
  let changedAt = Date.now();
  return createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'GET' && request.url === '/ping') {
      const status = atWork.size > 0 ? 'HealthyBusy' : 'Healthy';
      answer(200, { status, time_of_last_update: Math.floor(changedAt / 1_000) });
      return;
    }
    if (request.method !== 'POST' || request.url !== '/invocations') {
      answer(404, { message: `${request.method} ${request.url} is not offered.` });
      return;
    }
    const begun = text(request).then((body) => {
      const environment = readEnvironment(body);
      const { RUN_ID: runId, ATTEMPT: attempt } = environment ?? {};
      if (!environment || !runId || !attempt) {
        answer(400, { message: 'The body must have an `environment` with RUN_ID and ATTEMPT.' });
        return;
      }
      const key = `${runId}#${attempt}`;
      const repeated = atWork.has(key);
      if (!repeated) {
        atWork.add(key);
        changedAt = Date.now();
        const over = (): void => {
          atWork.delete(key);
          changedAt = Date.now();
        };
        begin(environment)
          .catch((error: unknown) => onError(error as Error))
          .finally(over);
      }
      answer(200, { accepted: true, repeated });
    });
    // Whoever invokes may hang up; the attempts at work go on.
    begun.catch((error: unknown) => {
      onError(error as Error);
      response.destroy();
    });
  });
}

function readEnvironment(body: string): Record<string, string> | undefined {
  try {
    const { environment } = JSON.parse(body) as { environment?: unknown };
    if (typeof environment !== 'object' || environment === null) return undefined;
    const entries = Object.entries(environment);
    return entries.every(([, value]) => typeof value === 'string')
      ? (Object.fromEntries(entries) as Record<string, string>)
      : undefined;
  } catch {
    return undefined;
  }
}
