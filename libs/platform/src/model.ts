import type { FunctionService, HttpService, SourcePosition, Stage } from '@slipway/catalog';
import type { UrlRewrite } from '@slipway/routing';

/** Everything synth needs for one stage, and nothing else: same catalog and locks, same model, byte for byte. */
export interface PlatformModel {
  readonly stage: Stage;
  /** Sorted by name; only the services that run in this stage. */
  readonly services: readonly PlacedService[];
  /** Sorted by name. */
  readonly retired: readonly RetiredService[];
  readonly shards: readonly Shard[];
  /** By index; none with `link: v2`. */
  readonly networkLoadBalancers: readonly NetworkLoadBalancer[];
  /** By index. */
  readonly apiGroups: readonly ApiGroup[];
  readonly names: StageNames;
}

export type PlacedService = PlacedHttpService | PlacedFunctionService;

export interface PlacedHttpService {
  readonly kind: 'http';
  readonly service: HttpService;
  /** ALB shard, from 1. */
  readonly shard: number;
  /** Listener rule priority, 10,000 to 49,999. */
  readonly priority: number;
  /** Group of the REST API, from 1. */
  readonly apiGroup: number;
  /** `sha256:…`; without it the ECS service is not created. */
  readonly imageDigest?: string;
  /** What the ALB rule takes, `/quotes` and `/quotes/*`; empty without `api`. */
  readonly pathPatterns: readonly string[];
  /** What the ALB rule does to the path before the service sees it. */
  readonly rewrite?: UrlRewrite;
  readonly names: HttpServiceNames;
}

export interface PlacedFunctionService {
  readonly kind: 'function';
  readonly service: FunctionService;
  readonly apiGroup: number;
  readonly names: FunctionServiceNames;
}

/** A service of the placement lock whose container is gone from the stage; its registry is kept. */
export interface RetiredService {
  readonly name: string;
  /** ALB shard whose stack has the registry, from 1. */
  readonly shard: number;
  /** Name of the registry. */
  readonly repository: string;
  /** Of its line in the lock. */
  readonly position: SourcePosition;
}

export interface HttpServiceNames {
  readonly repository: string;
  readonly targetGroup: string;
  readonly taskDefinitionFamily: string;
  readonly ecsService: string;
  readonly executionRole: string;
  readonly taskRole: string;
  readonly logGroup: string;
  readonly scalingPolicy: string;
  readonly apiKey: string;
  readonly usagePlan: string;
}

export interface FunctionServiceNames {
  readonly functionName: string;
  /** Alias that routes and permissions use: `live`. */
  readonly alias: string;
  readonly role: string;
  readonly logGroup: string;
  readonly apiKey: string;
  readonly usagePlan: string;
}

/** One internal ALB. */
export interface Shard {
  readonly index: number;
  readonly applicationLoadBalancer: string;
  /** Port of the ALB listener; equal to the port of the ALB-type target group. */
  readonly applicationListenerPort: number;
  /** The way to it from an NLB; absent with `link: v2`, which reaches the ALB itself. */
  readonly networkEntry?: NetworkEntry;
}

/** The listener of an NLB that forwards to one ALB. */
export interface NetworkEntry {
  /** NLB, from 1. */
  readonly networkLoadBalancer: number;
  /** Port of the listener, which the integration URI names: 80 for the first shard, 81, … */
  readonly port: number;
  /** Name of the ALB-type target group. */
  readonly targetGroup: string;
}

/** An internal NLB with the VPC link that ends at it. */
export interface NetworkLoadBalancer {
  readonly index: number;
  readonly name: string;
  readonly vpcLink: string;
}

/** One REST API of a stage with a stack of its own. */
export interface ApiGroup {
  readonly index: number;
  /** Its stack without the stage: `api-gateway` for the first, `api-gateway-2`, … */
  readonly stack: string;
  readonly restApi: string;
  readonly accessLogGroup: string;
}

export interface StageNames {
  readonly prefix: string;
  readonly cluster: string;
  /** Of the VPC link of V2, which a stage has one of. */
  readonly vpcLink: string;
  readonly apiStage: string;
  readonly logBucket: string;
  readonly albSecurityGroup: string;
  readonly nlbSecurityGroup: string;
  readonly linkSecurityGroup: string;
  readonly taskSecurityGroup: string;
  readonly endpointSecurityGroup: string;
  readonly flowLogGroup: string;
  readonly flowLogRole: string;
}
