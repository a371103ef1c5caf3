import type { RouteTable } from '../route-table';
import { forwardingMistakes, type OwnTargetGroup } from './forwarding';
import { guardedPreflights } from './preflights';
import type { RouteMistake } from './route-mistake';
import { shadowedRules } from './shadowed-rules';
import { shortTimeouts } from './timeouts';
import { verbFallThrough } from './verb-fall-through';

/** What a table does not say of the stage it is of. */
export interface LintContext {
  /** Target group of a route's own service; left out where nobody knows it. */
  readonly ownTargetGroup?: OwnTargetGroup;
  /** Seconds by function name. */
  readonly functionTimeouts?: ReadonlyMap<string, number>;
}

/** Everything that the rules about routes find in a table, in the order of the rules. */
export function lintRoutes(
  table: RouteTable,
  { ownTargetGroup = () => undefined, functionTimeouts = new Map() }: LintContext = {},
): RouteMistake[] {
  return [
    ...verbFallThrough(table.restApis),
    ...forwardingMistakes(table, ownTargetGroup),
    ...shadowedRules(table.applicationListeners),
    ...guardedPreflights(table.restApis),
    ...shortTimeouts(table.restApis, functionTimeouts),
  ];
}
