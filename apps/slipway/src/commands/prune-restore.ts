import { restoreVersion, systemClock, type EnvironmentLimits } from '@slipway/version-pruner';
import { callerIdentity } from '../aws/identity';
import { ExitCode } from '../exit-code';
import { failed, wrongUsage } from '../failure';
import type { CommandContext, Outcome } from '../outcome';
import type { RestoreOptions } from '../prune/prune-options';
import { regionOfEnvironment } from '../prune/prune-settings';
import { pruneFailure, withRegions } from '../prune/pruned-region';

/** Milliseconds that a person waits for environments: AWS starts instances for them. */
const WAIT = 10 * 60_000;

/** Gives a version that was cooled its environments back. */
export async function restore(
  options: RestoreOptions,
  { terminal }: CommandContext,
  [target = '']: readonly string[],
): Promise<Outcome> {
  const [, name, version] = /^([\w-]{1,140}):([1-9]\d*)$/.exec(target) ?? [];
  if (name === undefined || version === undefined) {
    throw wrongUsage(`${target} is no version of a function`, 'slipway prune restore quotes:12');
  }
  const limits = limitsOf(options);
  const [region = ''] = options.region === undefined ? regionOfEnvironment() : [options.region];
  terminal.progress('Checking the credentials');
  const { account, arn } = await callerIdentity(region);
  terminal.note(`Account ${account}, ${region}, as ${arn}`);
  terminal.progress(`Restoring ${target}; AWS starts instances for it, which takes minutes`);
  const { state } = await withRegions([region], async ([{ calls } = never()]) => {
    try {
      return await restoreVersion(name, version, limits, calls, systemClock, WAIT);
    } catch (error) {
      throw pruneFailure(error, `restore ${target}`, region);
    }
  });
  if (state !== 'Active') {
    throw failed(
      `${target} is ${state} after ${WAIT / 60_000} minutes`,
      `aws lambda get-function --function-name ${target} says why`,
    );
  }
  terminal.result(`${target} is ${state}`);
  return {
    exitCode: ExitCode.ok,
    findings: [],
    result: { function: name, version, state, limits: limits ?? null },
  };
}

function limitsOf({ min, max }: RestoreOptions): EnvironmentLimits | undefined {
  if (min === undefined && max === undefined) return undefined;
  const fit =
    min !== undefined &&
    max !== undefined &&
    Number.isInteger(min) &&
    Number.isInteger(max) &&
    min >= 1 &&
    min <= max &&
    max <= MOST_ENVIRONMENTS;
  if (fit) return { min, max };
  throw wrongUsage(
    `--min ${min ?? '(not given)'} and --max ${max ?? '(not given)'} do not fit: AWS takes both, whole numbers with 1 ≤ min ≤ max ≤ ${MOST_ENVIRONMENTS}`,
    '--min 3 --max 12',
  );
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionScalingConfig.html */
const MOST_ENVIRONMENTS = 15_000;

function never(): never {
  throw new Error('no region');
}
