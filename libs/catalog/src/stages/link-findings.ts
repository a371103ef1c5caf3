import type { Finding } from '../finding';
import { report } from '../report';
import type { Stage } from '../stage';
import { inAnAccount } from './stages-of-account';

/** What is not known of a stage's VPC link before it is deployed. */
export function linkFindings(stage: Stage): Finding[] {
  if (stage.ingress.link === 'v1' || !inAnAccount(stage)) return [];
  const message = `stage ${stage.name} has a VPC link of V2`;
  const fix = 'keep `link: v1`, or try it in a stage without users first: docs/vpc-link-v2.md';
  return [report('SLP1490', stage.at('ingress.link'), message, fix)];
}
