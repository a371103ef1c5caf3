import { networkSchemas } from '../schema/stage-schema';
import type { OtherForm } from '../validation/unknown-key';

type Mode = keyof typeof networkSchemas;

const modes = Object.keys(networkSchemas) as Mode[];

/** What to say about each key of `network` that only other modes have. */
export function foreignNetworkKeys(mode: Mode): Readonly<Record<string, OtherForm>> {
  const keys = new Set(modes.flatMap((other) => Object.keys(networkSchemas[other].shape)));
  return Object.fromEntries(
    [...keys]
      .filter((key) => !(key in networkSchemas[mode].shape))
      .map((key) => [key, otherForm(key, mode)]),
  );
}

function otherForm(key: string, mode: Mode): OtherForm {
  const owners = modes.filter((other) => key in networkSchemas[other].shape);
  return {
    rule: 'SLP1442',
    message: `\`network.${key}\` is a key of mode ${owners.join(' and ')}, and the mode is ${mode}`,
    fix: `remove \`${key}\`, or write \`mode: ${owners.join('` or `mode: ')}\``,
  };
}
