import type { Finding } from '../finding';
import { report } from '../report';
import type { RuleId } from '../rules/rules';
import type { Stage } from '../stage';
import { networkLoadBalancerCount } from '../vpc-links';
import { inAnAccount, shareAccount } from './stages-of-account';

interface Quota {
  readonly rule: RuleId;
  /** What is counted, in a sentence. */
  readonly label: string;
  /** Of an account in a region, until AWS grants more. */
  readonly limit: number;
  readonly countOf: (stage: Stage) => number;
}

const quotas: readonly Quota[] = [
  { rule: 'SLP1492', label: 'ALBs', limit: 50, countOf: ({ ingress }) => ingress.shards },
  { rule: 'SLP1493', label: 'VPC links of V1', limit: 20, countOf: networkLoadBalancerCount },
  {
    rule: 'SLP1494',
    label: 'VPC links of V2',
    limit: 10,
    countOf: ({ ingress }) => (ingress.link === 'v2' ? 1 : 0),
  },
];

/**
 * A finding for every stage with which the stages of its account and region need more of something
 * than AWS gives an account at first.
 * @param stages by name
 */
export function quotaFindings(stages: readonly Stage[]): Finding[] {
  const deployed = stages.filter(inAnAccount);
  return deployed.flatMap((stage, index) => {
    const before = deployed.slice(0, index).filter((other) => shareAccount(other, stage));
    return quotas.flatMap((quota) => overQuota(quota, stage, before));
  });
}

function overQuota(
  { rule, label, limit, countOf }: Quota,
  stage: Stage,
  before: readonly Stage[],
): Finding[] {
  const earlier = before.reduce((sum, other) => sum + countOf(other), 0);
  const count = earlier + countOf(stage);
  if (earlier > limit || count <= limit) return [];
  const names = [...before, stage]
    .filter((one) => countOf(one) > 0)
    .map(({ name }) => name)
    .join(', ');
  const message = `the stages ${names} have ${count} ${label} in account ${stage.account} and ${stage.region}`;
  const fix = `give ${stage.name} another account or region, or have AWS raise the quota to ${count} before the next apply`;
  return [report(rule, stage.at('ingress'), message, fix)];
}
