import { isRecord, SettingsReader } from './settings-reader';

/** Name of the environment variable that configures the scheduled function: {@link PrunerSettings} in JSON. */
export const settingsVariable = 'SLIPWAY_PRUNER';

/** A tag that functions have: key and value. */
export interface FunctionTag {
  readonly key: string;
  readonly value: string;
}

/**
 * Functions whose versions are looked at: those that meet every condition given. No condition at all
 * is a mistake; the whole account is meant by `wholeAccount` alone.
 */
export interface PrunerScope {
  /** Functions with a version on one of these capacity providers, by name. */
  readonly capacityProviders?: readonly string[];
  /** Functions by name. */
  readonly functions?: readonly string[];
  /** Functions whose names begin so. */
  readonly prefix?: string;
  readonly tag?: FunctionTag;
  /** Every function of the account in its regions. */
  readonly wholeAccount?: true;
}

/** Versions behind the kept ones that stay for a rollback and hold no environments on a capacity provider. */
export interface ColdTier {
  /** How many versions of a function, the newest behind the kept ones. 1 to 10000. */
  readonly keep: number;
}

/** What a run may delete at most; it deletes nothing at all where its plan has more. */
export interface PrunerFuse {
  /** Versions in all functions and regions. 1 or more. */
  readonly maxDeletes: number;
  /** Share of the published versions that the run looks at. Above 0, up to 1. */
  readonly maxShare: number;
}

/** What the version pruner is told. */
export interface PrunerSettings {
  readonly scope: PrunerScope;
  /** Regions whose functions are looked at; left out, the one the pruner runs in. */
  readonly regions?: readonly string[];
  /** Newest published versions of a function that stay as they are. 1 to 10000. */
  readonly keep: number;
  /** Days for which a version stays after it was published. 0 to 3650. */
  readonly minAgeDays: number;
  /** Days for which a version stays after it was invoked by its number. 1 to 455, as CloudWatch keeps them. */
  readonly invokedWithinDays: number;
  /** Left out, there is no cold tier: what is not kept is deleted. */
  readonly cold?: ColdTier;
  readonly fuse: PrunerFuse;
  /** Plans and reports, and changes nothing. */
  readonly dryRun: boolean;
  /** Versions that stay, each as `<function>:<version>`. */
  readonly pins?: readonly string[];
}

/** The settings cannot be used. The message has a line for every mistake: where, what, and what it must be. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(
    /** Where the settings stand: `SLIPWAY_PRUNER`, or a file. */
    readonly source: string,
    readonly mistakes: readonly string[],
  ) {
    super([`${source} cannot be used:`, ...mistakes.map((mistake) => `  ${mistake}`)].join('\n'));
  }
}

/**
 * Reads settings from JSON.
 * @param source where the text stands, for messages: `SLIPWAY_PRUNER`
 * @throws SettingsError with every mistake
 */
export function parsePrunerSettings(text: string | undefined, source: string): PrunerSettings {
  if (text === undefined || text.trim() === '') throw new SettingsError(source, ['it is not set']);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SettingsError(source, [`it is no JSON: ${(error as Error).message}`]);
  }
  return readPrunerSettings(value, source);
}

/**
 * Checks settings that are an object already.
 * @throws SettingsError with every mistake
 */
export function readPrunerSettings(value: unknown, source: string): PrunerSettings {
  const reader = new SettingsReader();
  const settings = settingsFrom(value, reader);
  if (reader.mistakes.length > 0 || settings === undefined) {
    throw new SettingsError(source, reader.mistakes);
  }
  return settings;
}

const MOST_VERSIONS = 10_000;
const MOST_DAYS = 3_650;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention */
const METRIC_DAYS = 455;

function settingsFrom(value: unknown, read: SettingsReader): PrunerSettings | undefined {
  if (!isRecord(value)) {
    read.mistake('', value, 'an object');
    return undefined;
  }
  read.keysOf('', value, [
    ...['scope', 'regions', 'keep', 'minAgeDays', 'invokedWithinDays'],
    ...['cold', 'fuse', 'dryRun', 'pins'],
  ]);
  const regions = read.optional(value.regions, (given) =>
    read.texts('regions', given, regionName, 'names of regions, such as eu-central-1'),
  );
  const cold = read.optional(value.cold, (given) => coldFrom(given, read));
  const pins = read.optional(value.pins, (given) =>
    read.texts('pins', given, pinText, 'texts <function>:<version>, such as quotes:12'),
  );
  return {
    scope: scopeFrom(value.scope, read),
    ...(regions && { regions }),
    keep: read.whole('keep', value.keep, 1, MOST_VERSIONS),
    minAgeDays: read.whole('minAgeDays', value.minAgeDays, 0, MOST_DAYS),
    invokedWithinDays: read.whole('invokedWithinDays', value.invokedWithinDays, 1, METRIC_DAYS),
    ...(cold && { cold }),
    fuse: fuseFrom(value.fuse, read),
    dryRun: read.yesOrNo('dryRun', value.dryRun),
    ...(pins && { pins }),
  };
}

const regionName = /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/;
const pinText = /^[\w-]{1,140}:[1-9]\d*$/;
const functionName = /^[\w-]{1,140}$/;
const providerName = /^[\w-]{1,140}$/;

function scopeFrom(value: unknown, read: SettingsReader): PrunerScope {
  if (!isRecord(value)) {
    read.mistake('scope', value, 'an object');
    return {};
  }
  read.keysOf('scope.', value, ['capacityProviders', 'functions', 'prefix', 'tag', 'wholeAccount']);
  const given = Object.values(value).filter((condition) => condition !== undefined);
  if (given.length === 0) {
    read.add(
      'scope has no condition: name capacityProviders, functions, a prefix or a tag, or set wholeAccount to true',
    );
  } else if (value.wholeAccount !== undefined && given.length > 1) {
    read.add('scope has wholeAccount beside a condition: leave one of them out');
  }
  const capacityProviders = read.optional(value.capacityProviders, (names) =>
    read.texts('scope.capacityProviders', names, providerName, 'names of capacity providers'),
  );
  const functions = read.optional(value.functions, (names) =>
    read.texts('scope.functions', names, functionName, 'names of functions'),
  );
  const prefix = read.optional(value.prefix, (text) =>
    read.text('scope.prefix', text, functionName, 'the beginning of a function name'),
  );
  const tag = read.optional(value.tag, (given) => tagFrom(given, read));
  if (value.wholeAccount !== undefined && value.wholeAccount !== true) {
    read.mistake('scope.wholeAccount', value.wholeAccount, 'true, or left out');
  }
  return {
    ...(capacityProviders && { capacityProviders }),
    ...(functions && { functions }),
    ...(prefix && { prefix }),
    ...(tag && { tag }),
    ...(value.wholeAccount === true && { wholeAccount: true }),
  };
}

function tagFrom(value: unknown, read: SettingsReader): FunctionTag | undefined {
  if (!isRecord(value)) {
    read.mistake('scope.tag', value, 'an object with key and value');
    return undefined;
  }
  read.keysOf('scope.tag.', value, ['key', 'value']);
  return {
    key: read.text('scope.tag.key', value.key, /^.{1,128}$/, 'a text of 1 to 128 characters') ?? '',
    value:
      read.text('scope.tag.value', value.value, /^.{0,256}$/, 'a text of up to 256 characters') ??
      '',
  };
}

function coldFrom(value: unknown, read: SettingsReader): ColdTier | undefined {
  if (!isRecord(value)) {
    read.mistake('cold', value, 'an object with keep');
    return undefined;
  }
  read.keysOf('cold.', value, ['keep']);
  return { keep: read.whole('cold.keep', value.keep, 1, MOST_VERSIONS) };
}

function fuseFrom(value: unknown, read: SettingsReader): PrunerFuse {
  if (!isRecord(value)) {
    read.mistake('fuse', value, 'an object with maxDeletes and maxShare');
    return { maxDeletes: 0, maxShare: 0 };
  }
  read.keysOf('fuse.', value, ['maxDeletes', 'maxShare']);
  const { maxShare } = value;
  const isShare = typeof maxShare === 'number' && maxShare > 0 && maxShare <= 1;
  if (!isShare) read.mistake('fuse.maxShare', maxShare, 'a number above 0, up to 1');
  return {
    maxDeletes: read.whole('fuse.maxDeletes', value.maxDeletes, 1, Number.MAX_SAFE_INTEGER),
    maxShare: isShare ? maxShare : 0,
  };
}
