import type { z } from 'zod';
import type { YamlFile } from '../files/yaml-file';
import type { Finding } from '../finding';
import { nearest } from '../nearest';
import { report } from '../report';
import type { Architecture, Service } from '../service';
import {
  plannedKinds,
  serviceSchemas,
  stageSections,
  type ServiceKind,
} from '../schema/service-schema';
import type { Stage } from '../stage';
import { choose } from '../validation/choose';
import { laidOver, valueText, type Located } from '../validation/located';
import type { KnownKeys, OtherForm } from '../validation/unknown-key';
import { validate } from '../validation/validate';
import { settingFindings } from './setting-findings';

type Values = Readonly<Record<string, unknown>>;

/** What holds for services that say nothing else. */
export type StageDefaults = Stage['defaults'];

const builtInDefaults: StageDefaults = { architecture: 'arm64', logRetentionDays: 30 };

const knownKeys: Readonly<Record<ServiceKind, KnownKeys>> = {
  http: {
    planned: plannedKeys(),
    foreign: { function: 'kind function', run: 'kind batch', schedules: 'kind function' },
  },
  function: {
    planned: plannedKeys('parameters', 'secrets', 'telemetry'),
    foreign: {
      calls: 'kind http or batch',
      container: 'kind http or batch',
      deployment: 'kind http',
      run: 'kind batch',
      scaling: 'kind http',
    },
  },
  batch: {
    planned: plannedKeys(),
    foreign: {
      api: 'kind http or function',
      deployment: 'kind http',
      function: 'kind function',
      scaling: 'kind http',
    },
    elsewhere: { container: keysOfHttp('port', 'health', 'capacity') },
  },
};

/** What to say about keys of `container` that only kind http has. */
function keysOfHttp(...keys: readonly string[]): Readonly<Record<string, OtherForm>> {
  return Object.fromEntries(
    keys.map((key) => {
      const message = `\`container.${key}\` is a key of kind http`;
      const fix = `remove \`${key}\`, or write \`kind: http\``;
      return [key, { rule: 'SLP1103', message, fix }];
    }),
  );
}

/** @param sections of the file, besides those that no kind has */
function plannedKeys(...sections: readonly string[]): Record<string, readonly string[]> {
  return {
    '': ['alarms', 'budget', 'slo', ...sections],
    api: ['authorizer', 'cors', 'hosts', 'throttle'],
    container: ['sidecars'],
    scaling: ['windows'],
  };
}

/** One `service.yaml` that is well-formed YAML. */
export class ServiceFile {
  constructor(
    /** Folder of the service relative to the workspace root. */
    readonly folder: string,
    private readonly yaml: YamlFile,
  ) {}

  /** Stages that `stages` names, with the position of each; undefined where it is left out. */
  get stages(): readonly string[] | undefined {
    const { stages } = this.yaml.value;
    return isMapping(stages) ? Object.keys(stages) : undefined;
  }

  /** The service as one stage runs it, or what is wrong with it there. */
  read(stage?: { readonly name: string; readonly defaults: StageDefaults }): {
    readonly service?: Service;
    readonly findings: readonly Finding[];
  } {
    const { stages, ...written } = this.yaml.value;
    const difference = stage && isMapping(stages) ? stages[stage.name] : undefined;
    const values = isMapping(difference) ? layer(written, difference) : written;
    const file =
      stage && difference ? laidOver(this.yaml, ['stages', stage.name]) : (this.yaml as Located);
    const { chosen: kind, finding } = choose(
      ['kind'],
      values.kind,
      { rule: 'SLP1204', schemas: serviceSchemas, planned: plannedKinds },
      file,
    );
    if (!kind) return { findings: finding ? [finding] : [] };
    const { value, findings } = validate(serviceSchemas[kind], values, knownKeys[kind], file);
    if (!value) return { findings };
    const defaults = stage?.defaults ?? builtInDefaults;
    const base = {
      folder: this.folder,
      at: (path: string) => file.keyPosition(path.split('.')),
    };
    const logs = {
      retentionDays: value.logs.retentionDays ?? defaults.logRetentionDays,
      kmsKey: value.logs.kmsKey ?? defaults.logKmsKey,
    };
    const service = withDefaults(value, { ...base, logs }, defaults.architecture);
    return { service, findings: settingFindings(service) };
  }

  /** What is wrong with the section `stages`: its form, what it may change, stages that are no stages. */
  stageFindings(existing: readonly string[]): Finding[] {
    const { stages } = this.yaml.value;
    if (stages === undefined) return [];
    if (!isMapping(stages)) {
      const written = Array.isArray(stages) ? 'a list' : valueText(this.yaml, ['stages'], stages);
      const message = `\`stages\` is ${written} instead of a mapping`;
      const fix = 'write `stages: { dev: {} }`, or leave it out to run in every stage';
      return [report('SLP1105', this.yaml.valuePosition(['stages']), message, fix)];
    }
    return Object.entries(stages).flatMap(([name, difference]) => [
      ...this.unknownStage(name, existing),
      ...this.differenceFindings(name, difference),
    ]);
  }

  private unknownStage(name: string, existing: readonly string[]): Finding[] {
    if (existing.includes(name)) return [];
    const meant = nearest(name, existing);
    const message = `there is no stage ${name}; the stages are ${existing.join(', ') || 'none'}`;
    const fix = meant
      ? `write \`${meant}\``
      : `write stacks/stages/${name}.yaml, or remove \`${name}\``;
    return [report('SLP1108', this.yaml.keyPosition(['stages', name]), message, fix)];
  }

  private differenceFindings(stage: string, difference: unknown): Finding[] {
    if (difference === null) return [];
    const path = ['stages', stage];
    if (!isMapping(difference)) {
      const message = `\`stages.${stage}\` is no mapping of what differs in ${stage}`;
      return [report('SLP1105', this.yaml.valuePosition(path), message, `write \`${stage}: {}\``)];
    }
    return Object.keys(difference)
      .filter((key) => !stageSections.some((section) => section === key))
      .map((key) => {
        const meant = nearest(key, stageSections);
        const message = `\`stages.${stage}\` cannot change \`${key}\``;
        const fix = meant
          ? `write \`${meant}\``
          : `remove it; a stage may change ${stageSections.join(', ')}`;
        return report('SLP1106', this.yaml.keyPosition([...path, key]), message, fix);
      });
  }
}

type FileValue = z.output<(typeof serviceSchemas)[ServiceKind]>;

/** The service that a file describes, on the stage's processor where it names none. */
function withDefaults(
  value: FileValue,
  base: Pick<Service, 'folder' | 'at'> & {
    readonly logs: Pick<Service['logs'], 'retentionDays' | 'kmsKey'>;
  },
  architecture: Architecture,
): Service {
  const onProcessor = <Section extends { readonly architecture?: Architecture }>(
    section: Section,
  ) => ({
    ...section,
    architecture: section.architecture ?? architecture,
  });
  const { logs } = base;
  switch (value.kind) {
    case 'http':
      return {
        ...{ ...value, ...base, logs: { ...value.logs, ...logs } },
        container: onProcessor(value.container),
      };
    case 'batch':
      return {
        ...{ ...value, ...base, logs: { ...value.logs, ...logs } },
        container: onProcessor(value.container),
      };
    case 'function':
      return {
        ...{ ...value, ...base, logs: { ...value.logs, ...logs } },
        function: onProcessor(value.function),
      };
  }
}

/** `over` laid over `base`, as far as a stage may change it. */
function layer(base: Values, over: Values): Values {
  const sections = Object.entries(over).filter(([key]) =>
    stageSections.some((section) => section === key),
  );
  return joined(base, Object.fromEntries(sections));
}

/** Mappings of both are joined key by key, at every depth: what a stage does not write stays as it is. */
function joined(base: Values, over: Values): Values {
  const entries = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    return [key, isMapping(below) && isMapping(value) ? joined(below, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function isMapping(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
