import { InvalidArgumentError, Option, type Command } from 'commander';

/** The options of `prune` as commander gives them; what is not given has no value. */
export interface PruneOptions {
  readonly region?: readonly string[];
  readonly capacityProvider?: readonly string[];
  readonly function?: readonly string[];
  readonly prefix?: string;
  readonly tag?: string;
  readonly all?: true;
  readonly keep?: number;
  readonly minAge?: number;
  readonly invokedWithin?: number;
  readonly cold?: number;
  readonly pin?: readonly string[];
  readonly maxDeletes?: number;
  readonly maxShare?: number;
  readonly vcpuPrice?: number;
  readonly apply?: true;
  readonly planOut?: string;
  readonly applyPlan?: string;
  readonly kept?: true;
  readonly markdown?: true;
}

/** What holds where an option is not given. */
export const pruneDefaults = {
  minAgeDays: 7,
  invokedWithinDays: 30,
  maxDeletes: 500,
  maxSharePercent: 80,
} as const;

const number = (flags: string, description: string) =>
  new Option(flags, description).argParser(numberFrom);

/** Gives `prune` its options. */
export function addPruneOptions(command: Command): Command {
  const { minAgeDays, invokedWithinDays, maxDeletes, maxSharePercent } = pruneDefaults;
  return command
    .option('--region <regions...>', 'regions whose functions are looked at; default AWS_REGION')
    .option('--capacity-provider <names...>', 'functions with a version on one of these')
    .option('--function <names...>', 'functions of these names')
    .option('--prefix <text>', 'functions whose names begin so')
    .option('--tag <key=value>', 'functions with this tag')
    .option('--all', 'every function of the account')
    .addOption(number('--keep <count>', 'newest versions of a function that stay'))
    .addOption(number('--min-age <days>', `younger versions stay; default ${minAgeDays}`))
    .addOption(
      number(
        '--invoked-within <days>',
        `versions invoked by number since stay; default ${invokedWithinDays}`,
      ),
    )
    .addOption(
      number(
        '--cold <count>',
        'versions behind those that stay without environments; default none',
      ),
    )
    .option('--pin <versions...>', 'versions that stay: <function>:<version>')
    .addOption(
      number('--max-deletes <count>', `fuse: versions a run may delete; default ${maxDeletes}`),
    )
    .addOption(
      number(
        '--max-share <percent>',
        `fuse: share of the versions it may delete; default ${maxSharePercent}`,
      ),
    )
    .addOption(
      number(
        '--vcpu-price <dollars>',
        'what a vCPU of the providers costs in an hour, without fee',
      ),
    )
    .option('--apply', 'delete and cool what the plan says; without it, nothing changes')
    .option('--plan-out <file>', 'write the plan to a file, for a person to review')
    .option('--apply-plan <file>', 'do what a reviewed plan says, unless it is stale')
    .option('--kept', 'list the versions that stay, too')
    .option('--markdown', 'print tables in Markdown');
}

/** The options of `prune restore`. */
export interface RestoreOptions {
  readonly region?: string;
  readonly min?: number;
  readonly max?: number;
}

export function addRestoreOptions(command: Command): Command {
  return command
    .option('--region <region>', 'region of the function; default AWS_REGION')
    .addOption(number('--min <count>', "environments that it has at least; default AWS's own"))
    .addOption(number('--max <count>', "environments that it has at most; default AWS's own"));
}

/** Throws commander's error for what is no number. */
function numberFrom(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It is no number.');
}
