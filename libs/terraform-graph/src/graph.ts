import type { Manifest, ManifestOrigin } from '@slipway/platform';
import type { Json, JsonObject } from './json';

/** A resource or data source as synthesised, before Terraform evaluates anything. */
export interface GraphElement {
  readonly stack: string;
  readonly kind: 'resource' | 'data';
  /** `aws_lb_target_group`. */
  readonly type: string;
  readonly name: string;
  /** `aws_lb.main`, `data.aws_vpc.default`: unique in its stack. */
  readonly address: string;
  readonly attributes: JsonObject;
  /** File and line it comes from; absent where the manifest does not list it. */
  readonly origin?: ManifestOrigin;
}

export interface GraphStack {
  readonly id: string;
  /** By address. */
  readonly elements: ReadonlyMap<string, GraphElement>;
  /** Value by output name, unresolved. */
  readonly outputs: ReadonlyMap<string, Json>;
  /** Value by name of a local, unresolved. */
  readonly locals: ReadonlyMap<string, Json>;
  /** Names of the modules that it calls; what is in them is not read. */
  readonly modules: readonly string[];
  /** What tells this stack's state from another's; it is what a remote-state data source names. */
  readonly state: string;
}

/** All stacks of one stage. */
export interface Graph {
  readonly manifest: Manifest;
  /** By stack id. */
  readonly stacks: ReadonlyMap<string, GraphStack>;
  /** Files in Terraform's native syntax beside its JSON: what is in them is not read. */
  readonly nativeFiles: readonly string[];
  /** By type, in the order of stacks and addresses. */
  readonly resources: ReadonlyMap<string, readonly GraphElement[]>;
}

/** Every resource of a type in all stacks. */
export function resourcesOf(graph: Graph, type: string): readonly GraphElement[] {
  return graph.resources.get(type) ?? [];
}

/** Types that the provider knows by two names. */
const otherNames: Readonly<Record<string, string>> = {
  aws_alb: 'aws_lb',
  aws_alb_listener: 'aws_lb_listener',
  aws_alb_listener_rule: 'aws_lb_listener_rule',
  aws_alb_target_group: 'aws_lb_target_group',
  aws_alb_target_group_attachment: 'aws_lb_target_group_attachment',
};

/** The name that a type is looked up by. */
export function canonicalType(type: string): string {
  return otherNames[type] ?? type;
}
