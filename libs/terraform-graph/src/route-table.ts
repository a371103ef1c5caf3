import type { RouteTable } from '@slipway/routing';
import { domainMappingsOf } from './domain-mappings';
import type { UnreadableGraphError } from './errors';
import type { Graph } from './graph';
import { applicationListenersOf, networkListenersOf } from './load-balancers';
import { strictly, type Reading } from './reading';
import { restApisOf } from './rest-apis';
import { targetGroupsOf } from './target-groups';

/**
 * Every way a request can take, as the synthesised stacks say it.
 *
 * @throws UnreadableGraphError where a hop depends on something that is not known before a plan
 */
export function routeTableFromGraph(graph: Graph): RouteTable {
  return tableOf(strictly(graph));
}

/** A route table as far as it can be read. */
export interface PartialRouteTable {
  /** What is not known stands in it as unknown, with the reason. */
  readonly table: RouteTable;
  readonly problems: readonly UnreadableGraphError[];
}

/** The same for stacks of which a part cannot be read: that part is unknown, and the rest is not. */
export function readRouteTable(graph: Graph): PartialRouteTable {
  // Several readers come by the same place.
  const problems = new Map<string, UnreadableGraphError>();
  const table = tableOf({ graph, onProblem: (problem) => problems.set(problem.message, problem) });
  return { table, problems: [...problems.values()] };
}

function tableOf(reading: Reading): RouteTable {
  const domainMappings = domainMappingsOf(reading);
  return {
    restApis: restApisOf(reading),
    networkListeners: networkListenersOf(reading),
    applicationListeners: applicationListenersOf(reading),
    targetGroups: targetGroupsOf(reading),
    ...(domainMappings.length > 0 && { domainMappings }),
  };
}
