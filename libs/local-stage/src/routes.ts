import { ascending, type Manifest } from '@slipway/platform';
import { resolveRequest, type HttpMethod, type RestRoute, type RouteTable } from '@slipway/routing';

/** A route of an API and the service it leads to. */
export interface LocalRoute {
  /** REST API that has it; an API key is good on one of them. */
  readonly restApi: string;
  readonly method: HttpMethod;
  /** `/quotes/{proxy+}`. */
  readonly path: string;
  readonly apiKeyRequired: boolean;
  /** Absent where the request ends at a load balancer. */
  readonly service?: string;
}

/** Every route of the table, sorted by path and method. */
export function routesOf(table: RouteTable, manifest: Manifest): LocalRoute[] {
  return table.restApis
    .flatMap(({ name: restApi, routes }) =>
      routes.map((route) => {
        const { method, path, apiKeyRequired } = route;
        return {
          restApi,
          method,
          path,
          apiKeyRequired,
          service: serviceOf(table, manifest, route),
        };
      }),
    )
    .sort(
      ascending(
        ({ path }) => path,
        ({ method }) => method,
      ),
    );
}

function serviceOf(table: RouteTable, manifest: Manifest, route: RestRoute): string | undefined {
  const method = route.method === 'ANY' ? 'GET' : route.method;
  const path = route.path.replace(/\{[^}]+\}/g, 'x');
  const resolution = resolveRequest(table, { method, path });
  const [name] =
    Object.entries(manifest.services).find(([, service]) =>
      service.kind === 'http'
        ? resolution.outcome === 'target-group' &&
          resolution.targetGroup.name === service.targetGroup
        : service.kind === 'function' &&
          resolution.outcome === 'function' &&
          resolution.functionName === service.functionName,
    ) ?? [];
  return name;
}
