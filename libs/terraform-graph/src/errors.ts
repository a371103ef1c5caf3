import type { ManifestOrigin } from '@slipway/platform';

/** There is no synthesised stage in the folder. The message names the command that makes one. */
export class NotSynthesisedError extends Error {
  constructor(
    readonly outdir: string,
    stage: string,
  ) {
    super(`${outdir} holds no synthesised stage: run \`npx slipway synth --stage ${stage}\`.`);
    this.name = 'NotSynthesisedError';
  }
}

/** What the folder holds is not one whole synth of the stage that was asked for. */
export class StaleSynthError extends Error {
  constructor(
    readonly outdir: string,
    stage: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `${outdir} cannot be used: ${reason}. Run \`npx slipway synth --stage ${stage}\`.`,
      options,
    );
    this.name = 'StaleSynthError';
  }
}

/** A folder holds no Terraform JSON that can be read. */
export class NoTerraformError extends Error {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`${folder}: ${reason}.`, options);
    this.name = 'NoTerraformError';
  }
}

/** Where in the synthesised stacks a value stands. */
export interface GraphPlace {
  readonly stack: string;
  /** Terraform address, `aws_lb.main`. */
  readonly address: string;
  /** `health_check.path`. */
  readonly attribute: string;
  readonly origin?: ManifestOrigin;
}

/**
 * A value that the graph must know is absent, of the wrong kind, or decided only by AWS.
 * Nothing is guessed in its place.
 */
export class UnreadableGraphError extends Error {
  constructor(
    readonly place: GraphPlace,
    reason: string,
  ) {
    const { stack, address, attribute, origin } = place;
    const source = origin ? ` (from ${origin.file}:${origin.line})` : '';
    super(`${stack}: ${address}: \`${attribute}\` ${reason}${source}.`);
    this.name = 'UnreadableGraphError';
  }
}
