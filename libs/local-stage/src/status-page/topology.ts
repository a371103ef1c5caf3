import { ascending } from '@slipway/platform';

/** What of a route table is in the picture. */
export interface PicturedTable {
  readonly restApis: readonly {
    readonly name: string;
    readonly routes: readonly { readonly integration: PicturedIntegration }[];
  }[];
  readonly networkListeners: readonly {
    readonly networkLoadBalancer: string;
    readonly applicationLoadBalancer?: string;
  }[];
  readonly applicationListeners: readonly {
    readonly applicationLoadBalancer: string;
    readonly rules: readonly { readonly action: PicturedAction }[];
    readonly defaultAction: PicturedAction;
  }[];
}

interface PicturedIntegration {
  readonly type: string;
  readonly networkLoadBalancer?: string;
  readonly applicationLoadBalancer?: string;
  readonly functionName?: string;
}

interface PicturedAction {
  readonly type: string;
  readonly targetGroup?: string;
  readonly targetGroups?: readonly { readonly targetGroup: string }[];
}

/** Names of services by what the table names. */
export interface ServiceNames {
  readonly byTargetGroup: ReadonlyMap<string, string>;
  readonly byFunction: ReadonlyMap<string, string>;
}

/** A box of the picture. */
export interface TopologyNode {
  readonly id: string;
  /** `REST API`, `NLB`, `ALB`, `service`, `function`, `tasks`. */
  readonly kind: string;
  readonly label: string;
  /** Services whose state it shows; none for what is no service. */
  readonly services: readonly string[];
}

export interface TopologyEdge {
  readonly from: string;
  readonly to: string;
}

export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
}

/** Boxes of services that a picture has room for. */
const roomForServices = 60;

/** Boxes of services behind one API or load balancer at most, the one for the others included. */
const widestFanOut = 12;

/** The ways from the APIs to the tasks; behind a hop with many services, most are one box. */
export function topologyOf(table: PicturedTable, names: ServiceNames): Topology {
  const nodes = new Map<string, TopologyNode>();
  const edges = new Map<string, TopologyEdge>();
  const link = (from: string, to: string): void => void edges.set(`${from} ${to}`, { from, to });
  const hop = (kind: string, label: string): string => {
    const id = `${kind}:${label}`;
    nodes.set(id, { id, kind, label, services: [] });
    return id;
  };

  const behind = new Map<string, Map<string, 'service' | 'function'>>();
  const serve = (from: string, name: string, kind: 'service' | 'function'): void => {
    behind.set(from, (behind.get(from) ?? new Map<string, typeof kind>()).set(name, kind));
  };

  for (const { name, routes } of table.restApis) {
    const api = hop('REST API', name);
    for (const { integration } of routes) {
      const { networkLoadBalancer, applicationLoadBalancer, functionName } = integration;
      if (networkLoadBalancer !== undefined) link(api, hop('NLB', networkLoadBalancer));
      if (applicationLoadBalancer !== undefined) link(api, hop('ALB', applicationLoadBalancer));
      if (functionName !== undefined) {
        serve(api, names.byFunction.get(functionName) ?? functionName, 'function');
      }
    }
  }
  for (const { networkLoadBalancer, applicationLoadBalancer } of table.networkListeners) {
    if (applicationLoadBalancer === undefined) continue;
    link(hop('NLB', networkLoadBalancer), hop('ALB', applicationLoadBalancer));
  }
  for (const { applicationLoadBalancer, rules, defaultAction } of table.applicationListeners) {
    const balancer = hop('ALB', applicationLoadBalancer);
    for (const action of [...rules.map((rule) => rule.action), defaultAction]) {
      for (const group of targetGroupsOf(action)) {
        serve(balancer, names.byTargetGroup.get(group) ?? group, 'service');
      }
    }
  }

  const room = Math.max(3, Math.floor(roomForServices / Math.max(1, behind.size)));
  const most = Math.min(widestFanOut, room);
  for (const [from, services] of behind) {
    const sorted = [...services].sort(ascending(([name]) => name));
    const shown = sorted.length > most ? sorted.slice(0, most - 1) : sorted;
    const others = sorted.slice(shown.length).map(([name]) => name);
    for (const [name, kind] of shown) {
      const id = `service:${name}`;
      nodes.set(id, { id, kind, label: name, services: [name] });
      link(from, id);
      if (kind === 'function') continue;
      const tasks = `tasks:${name}`;
      nodes.set(tasks, { id: tasks, kind: 'tasks', label: name, services: [name] });
      link(id, tasks);
    }
    if (others.length === 0) continue;
    const id = `others:${from}`;
    nodes.set(id, { id, kind: 'services', label: `and ${others.length} more`, services: others });
    link(from, id);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function targetGroupsOf({ targetGroup, targetGroups = [] }: PicturedAction): string[] {
  return targetGroup === undefined ? targetGroups.map((each) => each.targetGroup) : [targetGroup];
}
