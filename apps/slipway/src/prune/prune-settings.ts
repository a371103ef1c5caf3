import { readPrunerSettings, SettingsError, type PrunerSettings } from '@slipway/version-pruner';
import { wrongUsage } from '../failure';
import { pruneDefaults, type PruneOptions } from './prune-options';

/** What the options of `prune` mean. Throws a Failure that says all that is wrong with them. */
export function pruneSettings(options: PruneOptions): PrunerSettings & {
  readonly regions: readonly string[];
} {
  const regions = options.region ?? regionOfEnvironment();
  const value = {
    scope: scopeOf(options),
    regions,
    keep: options.keep,
    minAgeDays: options.minAge ?? pruneDefaults.minAgeDays,
    invokedWithinDays: options.invokedWithin ?? pruneDefaults.invokedWithinDays,
    ...(options.cold !== undefined && { cold: { keep: options.cold } }),
    fuse: {
      maxDeletes: options.maxDeletes ?? pruneDefaults.maxDeletes,
      maxShare: (options.maxShare ?? pruneDefaults.maxSharePercent) / 100,
    },
    dryRun: options.apply !== true,
    ...(options.pin && { pins: options.pin }),
  };
  try {
    return { ...readPrunerSettings(value, 'The options'), regions };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw wrongUsage(error.message, 'slipway prune --help says what each option means');
  }
}

function scopeOf({ capacityProvider, prefix, tag, all, ...options }: PruneOptions): object {
  const [key, ...value] = tag?.split('=') ?? [];
  if (tag !== undefined && (key === '' || value.length === 0)) {
    throw wrongUsage(`--tag ${tag} has no key or no value`, '--tag team=agents');
  }
  const scope = {
    ...(capacityProvider && { capacityProviders: capacityProvider }),
    ...(options.function && { functions: options.function }),
    ...(prefix !== undefined && { prefix }),
    ...(tag !== undefined && { tag: { key, value: value.join('=') } }),
    ...(all && { wholeAccount: true }),
  };
  if (Object.keys(scope).length > 0) return scope;
  throw wrongUsage(
    'Nothing says which functions to look at',
    'name --capacity-provider, --function, --prefix or --tag, or take --all',
  );
}

/** The region that the other tools of AWS use too. Throws a Failure where there is none. */
export function regionOfEnvironment(): [string] {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (region) return [region];
  throw wrongUsage('Nothing says which region is meant', 'pass --region, or set AWS_REGION');
}
