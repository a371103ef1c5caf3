import { z } from 'zod';
import type { YamlFile } from '../files/yaml-file';
import type { Finding } from '../finding';
import { report } from '../report';
import { networkSchemas, stageSchema, stateSchemas } from '../schema/stage-schema';
import type { Stage } from '../stage';
import { choose } from '../validation/choose';
import type { KnownKeys } from '../validation/unknown-key';
import { capacityProviderFindings } from './capacity-provider-findings';
import { foreignNetworkKeys } from './foreign-network-keys';
import { linkFindings } from './link-findings';
import { networkFindings } from './network-findings';
import { orchestratorFindings } from './orchestrator-findings';
import { prunerFindings } from './pruner-findings';
import { validate } from '../validation/validate';

const knownKeys: KnownKeys = {
  planned: {
    '': ['alarms', 'budget', 'domain'],
    ingress: ['waf'],
  },
  foreign: {},
};

/** The stage of a file that is well-formed YAML, or what is wrong with it. */
export function readStage(
  fileName: string,
  yaml: YamlFile,
): { readonly stage?: Stage; readonly findings: readonly Finding[] } {
  const { network, state } = yaml.value;
  const mode = choose(
    ['network', 'mode'],
    keyOf(network, 'mode'),
    { rule: 'SLP1411', schemas: networkSchemas, planned: [] },
    yaml,
  );
  const backend = choose(
    ['state', 'backend'],
    keyOf(state, 'backend'),
    { rule: 'SLP1405', schemas: stateSchemas, planned: [] },
    yaml,
  );
  const networkSchema = mode.chosen && networkSchemas[mode.chosen];
  const stateSchema = backend.chosen && stateSchemas[backend.chosen];
  const schema = stageSchema.extend({
    network: networkSchema ?? anyMapping,
    state: stateSchema ?? anyMapping,
  });
  const known = mode.chosen
    ? { ...knownKeys, elsewhere: { network: foreignNetworkKeys(mode.chosen) } }
    : knownKeys;
  const { value, findings } = validate(schema, yaml.value, known, yaml);
  const choices = [
    ...(isMapping(network) && mode.finding ? [mode.finding] : []),
    ...(isMapping(state) && backend.finding ? [backend.finding] : []),
  ];
  const all = [...findings, ...choices];
  if (!value || all.length > 0) return { findings: all };
  const stage: Stage = {
    ...value,
    network: value.network as Stage['network'],
    state: value.state as Stage['state'],
    at: (path) => yaml.keyPosition(path.split('.')),
  };
  return {
    stage,
    findings: [
      ...wrongName(fileName, stage),
      ...tagFindings(stage),
      ...networkFindings(stage),
      ...capacityProviderFindings(stage),
      ...prunerFindings(stage),
      ...orchestratorFindings(stage),
      ...linkFindings(stage),
    ],
  };
}

/** Stands for a section whose form is unknown; what it says is not looked at. */
const anyMapping = z.looseObject({});

function keyOf(section: unknown, key: string): unknown {
  return isMapping(section) ? section[key] : undefined;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongName(fileName: string, { name, at }: Stage): Finding[] {
  if (fileName === name) return [];
  const position = at('name');
  const message = `\`name\` is ${name}, and the file is ${position.file}`;
  return [report('SLP1407', position, message, `write \`name: ${fileName}\``)];
}

function tagFindings({ tags, at }: Stage): Finding[] {
  const keys = Object.keys(tags);
  const tooMany =
    keys.length > 40
      ? [report('SLP1431', at('tags'), `there are ${keys.length} tags`, 'keep 40 of them')]
      : [];
  const wrong = keys
    .filter((key) => !/^(?!aws:)[\p{L}\p{N} _.:/=+\-@]{1,128}$/iu.test(key))
    .map((key) => {
      const message = `\`${key}\` is no key that a tag can have`;
      const fix =
        'use letters, digits, spaces and _ . : / = + - @, and begin with something else than aws:';
      return report('SLP1431', at(`tags.${key}`), message, fix);
    });
  return [...tooMany, ...wrong];
}
