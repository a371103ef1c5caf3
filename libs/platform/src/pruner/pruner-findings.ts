import {
  nearest,
  type Finding,
  type PrunerSettings,
  type Service,
  type Stage,
} from '@slipway/catalog';
import { versionQuota, versionWarning } from '../capacity/version-quota';
import { report } from '../report';

/** Versions besides kept and cold ones: `$LATEST.PUBLISHED`, and the one that a deploy publishes. */
const unpruned = 2;

/** What is wrong between the pruner of a stage and the functions that run there. */
export function prunerFindings(stage: Stage, services: readonly Service[]): Finding[] {
  const { pruner } = stage;
  if (!pruner) return [];
  const functions = services.filter((service) => service.kind === 'function');
  return [
    ...Object.entries(stage.capacityProviders).flatMap(([provider, { versions }]) => {
      const count = functions.filter((one) => one.function.capacityProvider === provider).length;
      if (count === 0) return [];
      return [
        ...quotaFindings(stage, pruner, provider, count),
        ...floorFindings(stage, pruner, provider, versions),
      ];
    }),
    ...pinFindings(
      stage,
      pruner,
      functions.map(({ name }) => name),
    ),
  ];
}

function quotaFindings(
  stage: Stage,
  { keep, cold }: PrunerSettings,
  provider: string,
  functions: number,
): Finding[] {
  const each = keep + cold.keep + unpruned;
  const total = functions * each;
  if (total <= versionWarning) return [];
  const message =
    `the pruner leaves ${keep} kept and ${cold.keep} cold versions of each function; with ` +
    `\`$LATEST.PUBLISHED\` and one in flight, ${functions} ${functions === 1 ? 'function has' : 'functions have'} ${total} versions on ${provider} of stage ${stage.name}`;
  const room = Math.floor(versionWarning / functions) - unpruned - keep;
  const fix =
    room >= 0
      ? `write \`cold: { keep: ${room} }\` below \`pruner\``
      : 'lower `pruner.keep`, or move functions to another provider';
  const rule = total > versionQuota ? 'SLP2721' : 'SLP2722';
  return [report(rule, stage.at(room >= 0 ? 'pruner.cold' : 'pruner.keep'), message, fix)];
}

function floorFindings(
  stage: Stage,
  { keep }: PrunerSettings,
  provider: string,
  versions: number,
): Finding[] {
  const needed = keep + 1;
  if (versions >= needed) return [];
  const message = `the pruner keeps ${keep} versions of each function, and with one in flight ${needed} have a floor; \`versions\` of ${provider} is ${versions}`;
  const fewer = versions > 1 ? `, or \`keep: ${versions - 1}\` below \`pruner\`` : '';
  const fix = `write \`versions: ${needed}\`${fewer}`;
  return [report('SLP2723', stage.at(`capacityProviders.${provider}.versions`), message, fix)];
}

function pinFindings(
  stage: Stage,
  { pins }: PrunerSettings,
  functions: readonly string[],
): Finding[] {
  return pins.flatMap((pin, index) => {
    const [name = '', version = ''] = pin.split(':');
    if (functions.includes(name)) return [];
    const meant = nearest(name, functions);
    const message = `\`pruner.pins[${index}]\` is ${pin}, and stage ${stage.name} has no function ${name}`;
    const fix = meant ? `write \`${meant}:${version}\`` : 'remove it';
    return [report('SLP2724', stage.at(`pruner.pins.${index}`), message, fix)];
  });
}
