import type { z } from 'zod';
import type { SourcePosition } from './finding';
import type {
  batchServiceSchema,
  functionServiceSchema,
  httpServiceSchema,
} from './schema/service-schema';

type HttpFile = z.output<typeof httpServiceSchema>;
type BatchFile = z.output<typeof batchServiceSchema>;
type FunctionFile = z.output<typeof functionServiceSchema>;

/** What every service has besides its settings. */
interface Placeable {
  /** Folder of the service relative to the workspace root: `apps/quotes`. */
  readonly folder: string;
  /** Position of a key by its path, `container.cpu`; the nearest written ancestor where it is defaulted. */
  readonly at: (path: string) => SourcePosition;
}

/** A section whose default is the stage's. */
type WithStageDefault<Section, Key extends keyof Section> = Readonly<
  Omit<Section, Key> & { [Name in Key]-?: NonNullable<Section[Name]> }
>;

export type Architecture = NonNullable<HttpFile['container']['architecture']>;

export type ServiceApi = Readonly<NonNullable<HttpFile['api']>>;

/** How a route is protected. `apiKey` identifies a caller, it does not authorise one. */
export type RouteAuth = ServiceApi['auth'];

export type ContainerSettings = WithStageDefault<HttpFile['container'], 'architecture'>;

export type BatchContainerSettings = WithStageDefault<BatchFile['container'], 'architecture'>;
/** How tasks spread over FARGATE and FARGATE_SPOT. */
export type CapacitySettings = Readonly<ContainerSettings['capacity']>;

export type ScalingSettings = Readonly<HttpFile['scaling']>;

export type DeploymentSettings = Readonly<HttpFile['deployment']>;

export type TelemetrySettings = Readonly<HttpFile['telemetry']>;

export type ContainerLogSettings = WithStageDefault<HttpFile['logs'], 'retentionDays'>;

export type FunctionSettings = WithStageDefault<FunctionFile['function'], 'architecture'>;

/** One time or rhythm at which a function is called by itself. */
export type ScheduleSettings = Readonly<FunctionFile['schedules'][number]>;

/** How the orchestrator runs a batch service. */
export type RunSettings = Readonly<NonNullable<BatchFile['run']>>;

export type FloorSettings = Readonly<NonNullable<FunctionFile['function']['floor']>>;

export type HttpService = Placeable &
  Readonly<Omit<HttpFile, 'container' | 'logs'>> & {
    readonly container: ContainerSettings;
    readonly logs: ContainerLogSettings;
  };

export type FunctionService = Placeable &
  Readonly<Omit<FunctionFile, 'function' | 'logs'>> & {
    readonly function: FunctionSettings;
    readonly logs: WithStageDefault<FunctionFile['logs'], 'retentionDays'>;
  };

export type BatchService = Placeable &
  Readonly<Omit<BatchFile, 'container' | 'logs'>> & {
    readonly container: BatchContainerSettings;
    readonly logs: ContainerLogSettings;
    /** No request reaches it. */
    readonly api?: undefined;
  };

/** A service that runs as ECS tasks. */
export type TaskService = HttpService | BatchService;

/** One service as it runs in one stage: defaults filled in, the stage's own differences applied. */
export type Service = HttpService | FunctionService | BatchService;
