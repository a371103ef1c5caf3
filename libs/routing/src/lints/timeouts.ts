import type { RestApi } from '../route-table';
import type { RouteMistake } from './route-mistake';

/**
 * Routes that give up before the function behind them does.
 *
 * @param functionTimeouts seconds by function name
 */
export function shortTimeouts(
  restApis: readonly RestApi[],
  functionTimeouts: ReadonlyMap<string, number>,
): RouteMistake[] {
  return restApis.flatMap(({ name: restApi, routes }) =>
    routes.flatMap(({ method, path, integration }): RouteMistake[] => {
      if (integration.type !== 'AWS_PROXY') return [];
      const { functionName, timeoutMs } = integration;
      const seconds = functionTimeouts.get(functionName);
      if (seconds === undefined || timeoutMs >= seconds * 1_000) return [];
      return [
        {
          rule: 'SLP2606',
          message: `${method} ${path} waits ${timeoutMs} ms, and ${functionName} may run ${seconds} s`,
          fix: `set the timeout of ${functionName} to ${Math.floor(timeoutMs / 1_000)} s, or let the route wait ${seconds * 1_000} ms`,
          subject: { kind: 'route', restApi, method, path },
        },
      ];
    }),
  );
}
