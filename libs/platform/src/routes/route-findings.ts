import type { Finding, SourcePosition } from '@slipway/catalog';
import { lintRoutes, routeRules, type RouteSubject } from '@slipway/routing';
import type { PlacedService, PlatformModel } from '../model';
import { routeTableOf } from './route-table';

/**
 * What the rules about routes find in the stage's own table. How long a function may run is a rule of
 * the catalog, since it stands in one file with the route.
 */
export function routeFindings(model: PlatformModel): Finding[] {
  const owners = new Map(
    model.services.flatMap((placed) => {
      const { api } = placed.service;
      return api ? [[api.basePath, placed] as const] : [];
    }),
  );
  const ownerOf = (path: string) => owners.get(path.replace(/\/\{proxy\+\}$/, ''));
  const mistakes = lintRoutes(routeTableOf(model), {
    ownTargetGroup: ({ path }) => {
      const owner = ownerOf(path);
      return owner?.kind === 'http' ? owner.names.targetGroup : undefined;
    },
  });
  return mistakes.flatMap(({ rule, message, fix, subject }) => {
    const owner = subject.kind === 'route' ? ownerOf(subject.path) : ownerOfRule(model, subject);
    if (owner && sharesBasePath(model, owner)) return [];
    const { severity, why } = routeRules[rule];
    return [{ rule, severity, position: positionOf(model, owner), message, why, fix }];
  });
}

/** Which the catalog's own rule says, in words of the service's file. */
function sharesBasePath({ services }: PlatformModel, { service }: PlacedService): boolean {
  if (!service.api) return false;
  const { basePath } = service.api;
  return services.some((other) => {
    return other.service !== service && other.service.api?.basePath === basePath;
  });
}

function ownerOfRule(
  { services, shards }: PlatformModel,
  subject: Extract<RouteSubject, { readonly kind: 'rule' }>,
): PlacedService | undefined {
  const { applicationLoadBalancer, priority } = subject;
  const shard = shards.find((one) => one.applicationLoadBalancer === applicationLoadBalancer);
  return services.find(
    (placed) =>
      placed.kind === 'http' && placed.shard === shard?.index && placed.priority === priority,
  );
}

function positionOf({ stage }: PlatformModel, owner: PlacedService | undefined): SourcePosition {
  return owner ? owner.service.at('api.basePath') : stage.at('ingress');
}
