import type { RouteTable } from '@slipway/routing';
import type { Graph } from './graph';
import { applicationListenersOf, networkListenersOf } from './load-balancers';
import { restApisOf } from './rest-apis';
import { targetGroupsOf } from './target-groups';

/**
 * Every way a request can take, as the synthesised stacks say it.
 *
 * @throws UnreadableGraphError where a hop depends on something that is not known before a plan
 */
export function routeTableFromGraph(graph: Graph): RouteTable {
  return {
    restApis: restApisOf(graph),
    networkListeners: networkListenersOf(graph),
    applicationListeners: applicationListenersOf(graph),
    targetGroups: targetGroupsOf(graph),
  };
}
