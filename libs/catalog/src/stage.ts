import type { Architecture } from './service';
import type { SourcePosition } from './finding';

export type NetworkSettings =
  | { readonly mode: 'default-vpc'; readonly excludeZoneIds: readonly string[]; readonly maxSubnets: number }
  | {
      readonly mode: 'dedicated';
      readonly cidr: string;
      /** Availability zones to use, 2 or 3. */
      readonly zones: number;
      readonly excludeZoneIds: readonly string[];
      readonly natGateways: 'none' | 'single' | 'per-zone';
    };

export type StateBackend =
  | { readonly backend: 'local' }
  | { readonly backend: 's3'; readonly bucket: string; readonly region: string };

/** One environment: `stacks/stages/<name>.yaml`. It never lists services. */
export interface Stage {
  /** `[a-z][a-z0-9]{1,11}`, the file's name. */
  readonly name: string;
  /** Prefix of every resource name: `[a-z][a-z0-9]{1,11}`. */
  readonly project: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly state: StateBackend;
  readonly network: NetworkSettings;
  readonly ingress: {
    readonly link: 'v1';
    /** Internal ALBs behind the NLB, 1 to 10. */
    readonly shards: number;
  };
  readonly defaults: { readonly architecture: Architecture; readonly logRetentionDays: number };
  /** Added to every resource that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** Deploys from GitHub Actions: the repository whose workflows may assume the deploy roles. */
  readonly delivery?: { readonly githubRepository: string };
  readonly local: { readonly port: number };
  readonly at: (path: string) => SourcePosition;
}
