import type { Finding } from '../finding';
import { nearest } from '../nearest';
import { report } from '../report';
import {
  instanceSizeOf,
  knownFamilies,
  partsOfType,
  vcpuOfSize,
  type InstanceFamilies,
} from '../schema/instance-types';
import type { CapacityProviderSettings, Stage } from '../stage';

/** What is wrong with the capacity providers of a stage whose values are each valid by themselves. */
export function capacityProviderFindings(stage: Stage): Finding[] {
  const families = { ...knownFamilies, ...stage.instanceFamilies };
  const providers = Object.entries(stage.capacityProviders);
  return [
    ...familyFindings(stage),
    ...providers.flatMap(([name, settings]) => {
      const path = `capacityProviders.${name}`;
      return [
        ...nameFindings(name, path, stage.at),
        ...typeFindings(settings, path, families, stage.at),
        ...scalingFindings(settings, path, stage.at),
        ...keyFindings(settings, path, stage),
      ];
    }),
    ...(providers.length > 0 ? wayOutFindings(stage) : []),
  ];
}

function familyFindings({ instanceFamilies, at }: Stage): Finding[] {
  return Object.keys(instanceFamilies)
    .filter((name) => !/^[cmr]\d+[a-z]*$/.test(name))
    .map((name) => {
      const message = `\`${name}\` is no name of a C, M or R family`;
      return report('SLP1472', at(`instanceFamilies.${name}`), message, 'write it as in m9g');
    });
}

function nameFindings(name: string, path: string, at: Stage['at']): Finding[] {
  if (name.length >= 2 && name.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return [];
  const message = `\`${name}\` is no name of a capacity provider`;
  const valid = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const fix = valid.length >= 2 && valid.length <= 40 ? `write \`${valid}\`` : 'as in `agents`';
  return [report('SLP1460', at(path), message, fix)];
}

function typeFindings(
  { instanceTypes, architecture }: CapacityProviderSettings,
  path: string,
  families: InstanceFamilies,
  at: Stage['at'],
): Finding[] {
  if (!instanceTypes) return [];
  const lists = (['allow', 'exclude'] as const).flatMap((list) => {
    const types = instanceTypes[list];
    return types ? [{ list, types }] : [];
  });
  const [only, other] = lists;
  if (!only || other) {
    const message = `\`${path}.instanceTypes\` has ${only ? 'both `allow` and `exclude`' : 'neither `allow` nor `exclude`'}`;
    const fix = only ? 'remove one of the two' : 'remove `instanceTypes`: Lambda chooses the types';
    return [report('SLP1463', at(`${path}.instanceTypes`), message, fix)];
  }
  const { list, types } = only;
  const place = `${path}.instanceTypes.${list}`;
  if (types.length < 1 || types.length > 400) {
    const message = `\`${place}\` has ${types.length} types`;
    const fix =
      types.length === 0 ? 'remove `instanceTypes`: Lambda chooses the types' : 'keep 400';
    return [report('SLP1463', at(place), message, fix)];
  }
  return types.flatMap((type, index) => {
    const wrong = wrongType(type, architecture, families);
    if (!wrong) return [];
    const message = `\`${place}[${index}]\` is ${type}, ${wrong.what}`;
    return [report('SLP1464', at(`${place}.${index}`), message, wrong.fix)];
  });
}

function wrongType(
  type: string,
  architecture: CapacityProviderSettings['architecture'],
  families: InstanceFamilies,
): { readonly what: string; readonly fix: string } | undefined {
  const [family, size] = partsOfType(type);
  const known = instanceSizeOf(type, families);
  if (known && known.architecture === architecture) return undefined;
  const sameKind = Object.keys(families).filter(
    (name) => name[0] === family[0] && families[name]?.architecture === architecture,
  );
  const near =
    nearest(family, sameKind) ?? sameKind[0] ?? (architecture === 'arm64' ? 'm7g' : 'm7i');
  if (known) {
    return {
      what: `which is ${known.architecture}, and the provider is ${architecture}`,
      fix: `write \`${near}.${size}\``,
    };
  }
  if (Object.hasOwn(families, family)) {
    return { what: 'a size that Lambda does not run', fix: `write \`${family}.large\`` };
  }
  const write = `write \`${near}.${vcpuOfSize(size) ? size : 'large'}\``;
  return /^[cmr]\d+[a-z]*$/.test(family)
    ? {
        what: `of the family ${family}, which slipway does not know`,
        fix: `${write}, or name ${family} in \`instanceFamilies\``,
      }
    : { what: `of the family ${family}, which is none of C, M and R`, fix: write };
}

function scalingFindings(
  { scaling: { mode, cpu } }: CapacityProviderSettings,
  path: string,
  at: Stage['at'],
): Finding[] {
  if ((mode === 'manual') === (cpu !== undefined)) return [];
  const message =
    mode === 'manual'
      ? `\`${path}.scaling.mode\` is manual, and there is no \`cpu\` to scale by`
      : `\`${path}.scaling.cpu\` is ${cpu}, and \`mode\` is auto`;
  const fix = mode === 'manual' ? 'add `cpu: 60`' : 'write `mode: manual`, or remove `cpu`';
  return [
    report('SLP1468', at(`${path}.scaling.${mode === 'manual' ? 'mode' : 'cpu'}`), message, fix),
  ];
}

function keyFindings(
  { kmsKey }: CapacityProviderSettings,
  path: string,
  { name, region, at }: Stage,
): Finding[] {
  const ofKey = kmsKey?.split(':')[3];
  if (ofKey === undefined || ofKey === region) return [];
  const message = `\`${path}.kmsKey\` is in ${ofKey}, and stage ${name} in ${region}`;
  return [report('SLP1475', at(`${path}.kmsKey`), message, `name a key in ${region}`)];
}

function wayOutFindings({ network, at }: Stage): Finding[] {
  if (network.mode !== 'dedicated' || network.natGateways !== 'none') return [];
  const message =
    '`network.natGateways` is none, and the stage has capacity providers, whose instances get no further than the VPC';
  return [report('SLP1474', at('network.natGateways'), message, 'write `natGateways: single`')];
}
