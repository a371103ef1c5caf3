import { createHash } from 'node:crypto';
import type { Stage } from '@slipway/catalog';
import { nameRules, type NamedResource, type NameRule } from './name-rules';

/** What the names of a stage are made of. */
export type NamedStage = Pick<Stage, 'project' | 'name' | 'account'>;

/** Letters and digits of a hash in a name. With seven, hyphen included, the longest prefix still fits in 32. */
const hashLength = 6;

type PartOf<Resource extends NamedResource> = (typeof nameRules)[Resource] extends {
  readonly serviceParts: readonly (infer Part extends string)[];
}
  ? Part
  : undefined;

export interface NamedService<Resource extends NamedResource> {
  readonly service: string;
  readonly part: PartOf<Resource>;
  /** What people call it, where a service has several; the name then ends in a hash, since it may hold hyphens. */
  readonly given?: string;
  /** Values with which AWS makes the resource anew; old and new stand side by side for a while. */
  readonly replacedBy?: readonly (string | number)[];
}

export interface NamedPart {
  /** What it is in the stage; left out for the only one of its kind. */
  readonly part?: string;
  /** Values with which AWS makes the resource anew; old and new stand side by side for a while. */
  readonly replacedBy?: readonly (string | number)[];
}

/** Start of every name of a stage, `slipway-dev`: deploy roles are limited to it, so no name cuts into it. */
export function namePrefix({ project, name }: Pick<NamedStage, 'project' | 'name'>): string {
  return `${project}-${name}`;
}

/** Start of the names of a stage's log groups, `/slipway/dev/`. */
export function logGroupPrefix({ project, name }: Pick<NamedStage, 'project' | 'name'>): string {
  return `/${project}/${name}/`;
}

/** Name of a service's resource: `slipway-dev-quotes`, `slipway-dev-quotes-task`. */
export function serviceResourceName<Resource extends NamedResource>(
  resource: Resource,
  stage: NamedStage,
  { service, part, given, replacedBy = [] }: NamedService<Resource>,
): string {
  if (given === undefined)
    return buildName(resource, stage, ['service', service, part], replacedBy);
  return buildName(resource, stage, ['service', service, part, given], [...replacedBy, given]);
}

/** Name of a resource that the services of a stage share: `slipway-dev-nlb`. */
export function stageResourceName(
  resource: NamedResource,
  stage: NamedStage,
  { part, replacedBy }: NamedPart = {},
): string {
  return buildName(resource, stage, ['stage', part], replacedBy);
}

/** The first of several keeps the plain word, the others have their number: `api`, `api-2`. */
export function numbered(word: string, index: number): string {
  return index === 1 ? word : `${word}-${index}`;
}

function buildName(
  resource: NamedResource,
  stage: NamedStage,
  [scope, ...words]: readonly [scope: string, ...words: (string | undefined)[]],
  replacedBy: readonly (string | number)[] = [],
): string {
  const { maxLength, global, hyphen = '-' }: NameRule = nameRules[resource];
  const said = words.filter((word) => word !== undefined);
  const name =
    resource === 'logGroup'
      ? `${logGroupPrefix(stage)}${said.join('/')}`
      : [namePrefix(stage), ...said, ...(global ? [stage.account] : [])].join('-');
  if (name.length <= maxLength && replacedBy.length === 0) return name.replaceAll('-', hyphen);
  const identity = [resource, stage.project, stage.name, stage.account, scope, words, replacedBy];
  const start = name.slice(0, maxLength - hashLength - 1).replace(/-+$/, '');
  return `${start}-${shortHash(JSON.stringify(identity))}`.replaceAll('-', hyphen);
}

/** Lower-case letters and digits, which every kind of name takes; 2.2 billion of them. */
function shortHash(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  const value = digest.readBigUInt64BE() % 36n ** BigInt(hashLength);
  return value.toString(36).padStart(hashLength, '0');
}
