import type { SourcePosition } from './finding';

export type Architecture = 'arm64' | 'x86_64';

/** How a route is protected. `apiKey` identifies a caller, it does not authorise one. */
export type RouteAuth = 'none' | 'apiKey';

export interface ServiceApi {
  /** Starts with `/`, no trailing slash, one to four literal segments: `/quotes`. */
  readonly basePath: string;
  readonly expose: 'public';
  readonly auth: RouteAuth;
  /** Integration timeout in milliseconds, 50 to 29,000. */
  readonly timeoutMs: number;
}

export interface ServiceBase {
  readonly name: string;
  readonly owner: string;
  readonly description?: string;
  readonly api?: ServiceApi;
  readonly logs: { readonly retentionDays: number };
  readonly environment: Readonly<Record<string, string>>;
  /** How `npm start` runs a container service: a shell command, run in the service's folder. */
  readonly local: { readonly command?: string };
  /** Folder of the service relative to the workspace root: `apps/quotes`. */
  readonly folder: string;
  /** Position of a key by its path, `container.cpu`; the nearest written ancestor where it is defaulted. */
  readonly at: (path: string) => SourcePosition;
}

export interface ContainerSettings {
  readonly port: number;
  /** CPU units, 1,024 to one vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  /** Path of the health check. */
  readonly health: string;
  readonly architecture: Architecture;
  /** Dockerfile relative to the service's folder. */
  readonly dockerfile: string;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. */
  readonly stopTimeout: number;
}

export interface ScalingSettings {
  readonly min: number;
  readonly max: number;
  /** Target average CPU in percent. */
  readonly cpu: number;
}

export interface HttpService extends ServiceBase {
  readonly kind: 'http';
  readonly container: ContainerSettings;
  readonly scaling: ScalingSettings;
}

export interface FunctionSettings {
  /** Module with the exported `handler`, relative to the service's folder: `src/handler.ts`. */
  readonly entry: string;
  readonly runtime: 'nodejs22.x' | 'nodejs20.x';
  /** MB, 128 to 10,240. */
  readonly memory: number;
  /** Seconds, 1 to 900. */
  readonly timeout: number;
  readonly architecture: Architecture;
}

export interface FunctionService extends ServiceBase {
  readonly kind: 'function';
  readonly function: FunctionSettings;
}

/** One service as it runs in one stage: defaults filled in, the stage's own differences applied. */
export type Service = HttpService | FunctionService;
