import type { RuleId } from '../../rules/rules';
import { stageFile } from '../workspace';
import { replaced, stage, type RuleCase } from './rule-case';

const withIngress = (ingress: string): string => `${stage}ingress: { ${ingress} }\n`;

const prodFile = 'stacks/stages/prod.yaml';
const prod = (ingress: string): string => replaced(withIngress(ingress), 'name: dev', 'name: prod');

const smallNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `stage${String(index).padStart(2, '0')}`);

/** Stages of one ALB each, all in one account and region, besides `dev`. */
const smallStages = (count: number, ingress = 'link: v1'): Record<string, string> =>
  Object.fromEntries(
    smallNames(count).map((name) => [
      `stacks/stages/${name}.yaml`,
      replaced(withIngress(ingress), 'name: dev', `name: ${name}`),
    ]),
  );

/** Cases of the rules for the ways of requests into stages. */
export const ingressCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1490: {
    fails: { [stageFile]: withIngress('link: v2') },
    passes: { [stageFile]: withIngress('link: v1') },
    says: `${stageFile}:7:12 stage dev has a VPC link of V2
keep \`link: v1\`, or try it in a stage without users first: docs/vpc-link-v2.md`,
  },
  SLP1491: {
    fails: { [stageFile]: withIngress('groups: 51') },
    passes: { [stageFile]: withIngress('groups: 50') },
    says: `${stageFile}:7:20 \`ingress.groups\` is 51; allowed: 1 to 50 REST APIs
write \`groups: 50\``,
  },
  SLP1492: {
    fails: { [stageFile]: withIngress('shards: 30'), [prodFile]: prod('shards: 21') },
    passes: { [stageFile]: withIngress('shards: 30'), [prodFile]: prod('shards: 20') },
    says: `${prodFile}:7:1 the stages dev, prod have 51 ALBs in account 123456789012 and eu-central-1
give prod another account or region, or have AWS raise the quota to 51 before the next apply`,
  },
  SLP1493: {
    fails: smallStages(20),
    passes: smallStages(19),
    says: `stacks/stages/stage19.yaml:7:1 the stages dev, ${smallNames(20).join(', ')} have 21 VPC links of V1 in account 123456789012 and eu-central-1
give stage19 another account or region, or have AWS raise the quota to 21 before the next apply`,
  },
};
