import type { RestApi, RestRoute, RouteTable } from '@slipway/routing';
import type {
  AccessLog,
  GatewayResponses,
  LambdaAuthorizer,
  MethodThrottle,
  MockAnswer,
  RouteSettings,
  StageVariables,
} from '@slipway/terraform-graph';
import { accessLogWriter, type WriteAccessLog } from './access-log';
import { refuseWith, type Refuse } from './gateway-responses';
import { routeThrottle } from './route-throttles';
import type { Clock, TokenBucket } from './token-bucket';

/** What the API's front does on a route, beside handing requests on. */
export interface RouteRuntime {
  readonly authorizer?: LambdaAuthorizer;
  readonly throttle?: TokenBucket;
  readonly mock?: MockAnswer;
  /** Headers that the integration gets, by name: expressions. */
  readonly requestHeaders: Readonly<Record<string, string>>;
}

/** What holds for every answer of an API. */
export interface ApiRuntime {
  readonly refuse: Refuse;
  readonly writeAccessLog?: WriteAccessLog;
  /** Absent where its API stage has none. */
  readonly stageVariables?: Readonly<Record<string, string>>;
}

export interface RouteRuntimesProps {
  readonly settings: readonly RouteSettings[];
  readonly throttles: readonly MethodThrottle[];
  readonly clock: Clock;
}

/** Prepares every route of a table. */
export function routeRuntimes(
  { restApis }: Pick<RouteTable, 'restApis'>,
  { settings, throttles, clock }: RouteRuntimesProps,
): ReadonlyMap<RestRoute, RouteRuntime> {
  const byRoute = new Map(settings.map((one) => [keyOf(one.restApi, one), one]));
  return new Map(
    restApis.flatMap((api) =>
      api.routes.map((route) => {
        const found = byRoute.get(keyOf(api.name, route));
        const throttle = routeThrottle(throttles, api, route, clock);
        return [
          route,
          {
            ...(found?.authorizer && { authorizer: found.authorizer }),
            ...(throttle && { throttle }),
            ...(found?.mock && { mock: found.mock }),
            requestHeaders: found?.requestHeaders ?? {},
          },
        ];
      }),
    ),
  );
}

/** Prepares every API of a table, by name. */
export function apiRuntimes(
  { restApis }: Pick<RouteTable, 'restApis'>,
  responses: ReadonlyMap<string, GatewayResponses>,
  accessLogs: readonly AccessLog[],
  stageVariables: readonly StageVariables[],
): ReadonlyMap<string, ApiRuntime> {
  return new Map(
    restApis.map(({ name, apiStage }) => {
      const isIts = (one: AccessLog | StageVariables) =>
        one.restApi === name && one.apiStage === apiStage;
      const log = accessLogs.find(isIts);
      const given = stageVariables.find(isIts);
      return [
        name,
        {
          refuse: refuseWith(responses.get(name) ?? new Map()),
          ...(log && { writeAccessLog: accessLogWriter(log.format) }),
          ...(given && { stageVariables: given.variables }),
        },
      ];
    }),
  );
}

function keyOf(
  restApi: string,
  { path, method }: Pick<RestApi['routes'][number], 'path' | 'method'>,
) {
  return [restApi, method, path].join('\n');
}
