import type { Finding } from '../finding';
import { report } from '../report';
import type { Stage } from '../stage';
import { inAnAccount, shareAccount } from './stages-of-account';

/** What stages of one account stack must say alike, by the path in their files. */
const shared: readonly (readonly [path: string, valueOf: (stage: Stage) => string | undefined])[] =
  [
    ['project', ({ project }) => project],
    ['state.backend', ({ state }) => state.backend],
    ['state.bucket', bucketOf],
    ['delivery.githubRepository', ({ delivery }) => delivery?.githubRepository],
    ['delivery.identityProvider', ({ delivery }) => delivery?.identityProvider],
  ];

/**
 * A finding for every value in which a stage differs from the stages before it, where it shares an
 * account with them.
 * @param stages by name
 */
export function accountFindings(stages: readonly Stage[]): Finding[] {
  const deployed = stages.filter(inAnAccount);
  return deployed.flatMap((stage, index) => {
    const before = deployed.slice(0, index);
    return [
      ...differences(stage, before),
      ...foreignBucket(stage, before),
      ...secondProvider(stage, before),
    ];
  });
}

function differences(stage: Stage, before: readonly Stage[]): Finding[] {
  const sharing = before.filter((other) => shareAccount(other, stage));
  return shared.flatMap(([path, valueOf]) => {
    const value = valueOf(stage);
    const first = sharing.find((other) => valueOf(other) !== undefined);
    const wanted = first && valueOf(first);
    if (!first || value === undefined || value === wanted) return [];
    const message = `\`${path}\` is ${value}, and ${wanted} in ${where(first, path)}, a stage of the same account and region`;
    const fix = `write \`${path.slice(path.indexOf('.') + 1)}: ${wanted}\``;
    return [report('SLP1408', stage.at(path), message, fix)];
  });
}

function foreignBucket(stage: Stage, before: readonly Stage[]): Finding[] {
  const bucket = bucketOf(stage);
  const other = before.find(
    (candidate) => bucketOf(candidate) === bucket && !shareAccount(candidate, stage),
  );
  if (bucket === undefined || !other) return [];
  const message = `\`state.bucket\` is ${bucket}, which is in account ${other.account} and ${other.region} by ${where(other, 'state.bucket')}`;
  return [report('SLP1409', stage.at('state.bucket'), message, 'choose another name')];
}

function secondProvider(stage: Stage, before: readonly Stage[]): Finding[] {
  const creates = ({ delivery }: Stage): boolean => delivery?.identityProvider === 'create';
  const other = before.find(
    (candidate) =>
      creates(candidate) &&
      candidate.account === stage.account &&
      candidate.region !== stage.region,
  );
  if (!creates(stage) || !other) return [];
  const path = 'delivery.identityProvider';
  const message = `\`${path}\` is create, as it is in ${where(other, path)} for ${other.region}`;
  return [report('SLP1435', stage.at(path), message, 'write `identityProvider: existing`')];
}

function bucketOf({ state }: Stage): string | undefined {
  return state.backend === 's3' ? state.bucket : undefined;
}

function where({ at }: Stage, path: string): string {
  const { file, line } = at(path);
  return `${file}:${line}`;
}
