import type {
  BatchService,
  CapacityProviderSettings,
  FunctionService,
  HttpService,
  RunSettings,
  SourcePosition,
  Stage,
} from '@slipway/catalog';
import type { UrlRewrite } from '@slipway/routing';

/** Everything synth needs for one stage, and nothing else: same catalog and locks, same model, byte for byte. */
export interface PlatformModel {
  readonly stage: Stage;
  /** Sorted by name; only the services that run in this stage. */
  readonly services: readonly PlacedService[];
  /** Sorted by name. */
  readonly retired: readonly RetiredService[];
  readonly shards: readonly Shard[];
  /** Sorted by name. */
  readonly capacityProviders: readonly StageCapacityProvider[];
  /** By index; none with `link: v2`. */
  readonly networkLoadBalancers: readonly NetworkLoadBalancer[];
  /** By index. */
  readonly apiGroups: readonly ApiGroup[];
  /** Absent where the stage file asks for none. */
  readonly pruner?: StagePruner;
  /** Absent where the stage file asks for none, or its control function does not run in the stage. */
  readonly orchestrator?: StageOrchestrator;
  readonly names: StageNames;
}

export type PlacedService = PlacedHttpService | PlacedFunctionService | PlacedBatchService;

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
  /** Port of its own listener on its ALB; absent where no service calls it and it has an API. */
  readonly callPort?: number;
  /** Services that it calls, by name. */
  readonly calls: readonly PlacedCall[];
  /** What the ALB rule does to the path before the service sees it. */
  readonly rewrite?: UrlRewrite;
  readonly names: HttpServiceNames;
}

/** A way from a service to another one through the internal ALB. */
export interface PlacedCall {
  /** Name of the called service. */
  readonly service: string;
  /** Variable of the caller that holds the address. */
  readonly variable: string;
  /** ALB that the called service is on, from 1. */
  readonly shard: number;
  /** Port of the called service's own listener. */
  readonly port: number;
  /** Of the called service; empty where it has no API. */
  readonly basePath: string;
}

export interface PlacedFunctionService {
  readonly kind: 'function';
  readonly service: FunctionService;
  /** `sha256:…`; absent where its code is zipped, and where nobody has pushed its image. */
  readonly imageDigest?: string;
  /** ALB shard, from 1, whose stack has the registry of its images; absent where its code is zipped. */
  readonly registryShard?: number;
  readonly apiGroup: number;
  /** Absent for a function of the shared fleet. */
  readonly managed?: ManagedFunction;
  readonly names: FunctionServiceNames;
}

export interface PlacedBatchService {
  readonly kind: 'batch';
  readonly service: BatchService;
  /** `sha256:…`; without it a task cannot be started. */
  readonly imageDigest?: string;
  /** ALB shard, from 1, whose stack has the service. */
  readonly shard: number;
  /** Services that it calls, by name. */
  readonly calls: readonly PlacedCall[];
  readonly names: BatchServiceNames;
}

/** How a function runs on a capacity provider. */
export interface ManagedFunction {
  /** Its name in the stage file. */
  readonly capacityProvider: string;
  /** GiB for each vCPU. */
  readonly memoryPerVcpu: number;
  /** Requests that an environment takes at once; absent where AWS does not say what it would be. */
  readonly concurrency?: number;
  /** Empty without a floor; sorted by expression. */
  readonly floors: readonly ScheduledFloor[];
}

/** Limits that a schedule sets whenever it comes. */
export interface ScheduledFloor {
  /** Of the schedule. */
  readonly name: string;
  /** `cron(0,15,30,45 8,9 ? * MON,TUE *)`. */
  readonly cron: string;
  readonly timezone: string;
  readonly min: number;
  readonly max: number;
}

/** EC2 instances of the stage that Lambda runs functions on. */
export interface StageCapacityProvider {
  /** Its name in the stage file. */
  readonly name: string;
  readonly settings: CapacityProviderSettings;
  readonly names: CapacityProviderNames;
}

/** The function that deletes old versions of the stage's functions. */
export interface StagePruner {
  readonly placed: PlacedFunctionService;
  /** ARN of the topic of its alarms. */
  readonly notify?: string;
  /** Names of its alarms. */
  readonly alarms: Readonly<Record<'errors' | 'quota', string>>;
}

/** What starts, watches and stops the long tasks of a stage. */
export interface StageOrchestrator {
  /** Name of the service whose function answers its API. */
  readonly control: string;
  readonly owner: string;
  /** Absent on this machine, where runs live in the control function, which looks after them too. */
  readonly functions?: OrchestratorFunctions;
  /** By name. */
  readonly tasks: readonly OrchestratedTask[];
  readonly limits: RunLimits;
  /** Days for which payloads and histories are kept. */
  readonly retentionDays: number;
  /** Absent where agents have none. */
  readonly memory?: { readonly name: string; readonly retentionDays: number };
  /** ARN of the topic of its alarms. */
  readonly notify?: string;
  readonly names: OrchestratorNames;
}

export interface OrchestratorFunctions {
  /** The durable function that a run lives in. */
  readonly run: PlacedFunctionService;
  /** The function that stops what is left over. */
  readonly reaper: PlacedFunctionService;
}

/** A batch service that the orchestrator runs. */
export interface OrchestratedTask {
  readonly placed: PlacedBatchService;
  readonly run: RunSettings;
  /** Of its AgentCore runtime, where it has one. */
  readonly runtimeNames: AgentRuntimeNames;
}

export interface AgentRuntimeNames {
  readonly runtime: string;
  readonly role: string;
}

/** How many runs there are at a time, and for how long. */
export interface RunLimits {
  readonly perUser: number;
  readonly account: number;
  readonly ecs?: number;
  readonly agentcore?: number;
  readonly deadlineSeconds: number;
}

export interface OrchestratorNames {
  readonly table: string;
  readonly bucket: string;
  /** Of its alarms. */
  readonly alarms: Readonly<Record<'debt' | 'queue' | 'failures' | 'stranded', string>>;
}

export interface CapacityProviderNames {
  /** Without the end that says which subnets it is in. */
  readonly capacityProvider: string;
  readonly operatorRole: string;
  readonly securityGroup: string;
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
  /** Worn by the tasks of a service that calls others. */
  readonly callerSecurityGroup: string;
  readonly logGroup: string;
  /** Of target tracking on average CPU, average memory and requests per target. */
  readonly scalingPolicies: Readonly<Record<'cpu' | 'memory' | 'requests', string>>;
  readonly apiKey: string;
  readonly usagePlan: string;
}

/** Names of a batch service; those that a container service has too are the same. */
export type BatchServiceNames = Pick<
  HttpServiceNames,
  | 'repository'
  | 'taskDefinitionFamily'
  | 'executionRole'
  | 'taskRole'
  | 'callerSecurityGroup'
  | 'logGroup'
> & {
  /** Policy that lets its bearer run the task. */
  readonly runPolicy: string;
};

export interface FunctionServiceNames {
  readonly functionName: string;
  /** Alias that routes and permissions use: `live`. */
  readonly alias: string;
  /** Registry of its images. */
  readonly repository: string;
  readonly role: string;
  /** Role by which EventBridge Scheduler calls it. */
  readonly scheduleRole: string;
  /** By the name of the schedule in the file. */
  readonly schedules: Readonly<Record<string, string>>;
  readonly deadLetterQueue: string;
  /** Role of the schedules that set the floor. */
  readonly floorRole: string;
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
  /** Security group that admits the callers of its services. */
  readonly callSecurityGroup: string;
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
  readonly functionSecurityGroup: string;
  readonly endpointSecurityGroup: string;
  readonly flowLogGroup: string;
  readonly flowLogRole: string;
}
