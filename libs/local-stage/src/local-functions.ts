import { join } from 'node:path';
import { functionWorkloadsOf, type FunctionWorkload, type Graph } from '@slipway/terraform-graph';
import type { OnEvent } from './events';
import { LocalFunction, logStream } from './local-function';

/**
 * The stage's functions that Node.js runs, by function name; of the others it tells why they do not run.
 * Nothing of them runs before the first event.
 *
 * @param path PATH of the functions: an orchestrator's starts tasks by their local command
 * @param temporary makes a folder for the files of a service
 * @param aws what the AWS SDK in a function reads
 */
export function localFunctions(
  graph: Graph,
  outdir: string,
  path: string,
  temporary: (service: string) => string,
  aws: Readonly<Record<string, string>>,
  onEvent: OnEvent,
): ReadonlyMap<string, LocalFunction> {
  const { services } = graph.manifest;
  const workloads = new Map(functionWorkloadsOf(graph).map((found) => [found.functionName, found]));
  return new Map(
    Object.entries(services).flatMap(([name, service]) => {
      if (service.kind !== 'function') return [];
      const { functionName, runtime, node } = service;
      const workload = workloads.get(functionName);
      if (!workload || !node) {
        const reason = whyNot(runtime, workload);
        onEvent({ type: 'function-unavailable', service: name, reason });
        return [];
      }
      const { module, handler } = node;
      const { timeout, memory, environment, logGroup, concurrency } = workload;
      const fn = new LocalFunction({
        service: name,
        logGroup,
        module: join(outdir, module),
        exportName: handler.slice(handler.lastIndexOf('.') + 1),
        timeout,
        memory,
        environment: {
          ...aws,
          ...runtimeEnvironment(workload, handler, path),
          // Goes with the stage, and tells the processes that the function starts.
          TMPDIR: temporary(name),
          ...environment,
        },
        concurrency: concurrency ?? 1,
        keepsEnvironments: concurrency !== undefined,
        onEvent,
      });
      return [[functionName, fn] as const];
    }),
  );
}

/**
 * Loads the modules of functions, and tells of each that cannot take an event. Resolves when all have
 * been loaded.
 */
export async function checkFunctions(
  functions: Iterable<LocalFunction>,
  onEvent: OnEvent,
): Promise<void> {
  // One after another, so that requests are served meanwhile.
  for (const fn of functions) {
    const problem = await fn.check();
    if (problem === undefined) continue;
    const reason = `${problem}; requests for it are answered 502`;
    onEvent({ type: 'function-unavailable', service: fn.service, reason });
  }
}

function whyNot(runtime: string, workload: FunctionWorkload | undefined): string {
  const runs = runtime === 'image' ? 'it runs from an image' : `it runs on ${runtime}`;
  const answer = workload ? 'requests for it are answered 502' : 'it has no route';
  return `${runs}, and here functions run on Node.js; ${answer}`;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function runtimeEnvironment(
  { functionName, memory, logGroup }: FunctionWorkload,
  handler: string,
  path: string,
): Record<string, string> {
  return {
    _HANDLER: handler,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: path,
  };
}
