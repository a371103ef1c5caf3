/** What Terraform does not say, written as `slipway.json` by the synth that writes the stacks. */
export interface Manifest {
  readonly version: 1;
  readonly stage: string;
  readonly project: string;
  readonly account: string;
  readonly region: string;
  /** By stack id, `dev-compute`. */
  readonly stacks: Readonly<Record<string, ManifestStack>>;
  /** By service name. */
  readonly services: Readonly<Record<string, ManifestService>>;
}

export interface ManifestStack {
  /** Relative to the folder of `slipway.json`: `stacks/dev-compute/cdk.tf.json`. */
  readonly file: string;
  /** Hex SHA-256 of that file's bytes. */
  readonly sha256: string;
  /** Stacks that must be applied before. */
  readonly dependsOn: readonly string[];
  /** Terraform address in the stack → where it comes from. */
  readonly resources: Readonly<Record<string, ManifestOrigin>>;
}

export interface ManifestOrigin {
  /** Absent where the resource is shared by the stage. */
  readonly service?: string;
  readonly file: string;
  readonly line: number;
}

export type ManifestService = {
  readonly folder: string;
  readonly file: string;
} & (
  | {
      readonly kind: 'http';
      readonly targetGroup: string;
      readonly localCommand?: string;
    }
  | {
      readonly kind: 'function';
      readonly functionName: string;
      /** What runs it: a runtime of Lambda, or its image. */
      readonly runtime: string;
      /** What Node.js calls; absent where something else runs the function. */
      readonly node?: {
        /** Module relative to the folder of `slipway.json`, among the files of the zip. */
        readonly module: string;
        /** `index.handler`. */
        readonly handler: string;
      };
    }
  | {
      readonly kind: 'batch';
      readonly localCommand?: string;
    }
);
