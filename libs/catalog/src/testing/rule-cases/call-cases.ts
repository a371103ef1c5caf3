import { mailer, service, withLines, type RuleCase } from './rule-case';
import { functionFile, serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

const pricing = 'apps/pricing/service.yaml';

/** A container service that only others reach. */
const pricingFile = `name: pricing
kind: http
owner: pricing-team
container: { port: 8080 }
`;

/** `quotes` with calls. */
const calling = (calls: string): string => withLines(`calls: [${calls}]`);

/** Cases of the rules for `calls`. */
export const callCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1380: {
    fails: { [serviceFile]: calling('pricing, pricing'), [pricing]: pricingFile },
    passes: { [serviceFile]: calling('pricing'), [pricing]: pricingFile },
    says: `${serviceFile}:7:18 \`calls\` names pricing twice
remove one of the two`,
  },
  SLP1381: {
    fails: { [serviceFile]: calling('pricings'), [pricing]: routed(pricingFile) },
    passes: { [serviceFile]: calling('pricing'), [pricing]: routed(pricingFile) },
    says: `${serviceFile}:7:9 there is no service pricings
write \`pricing\``,
  },
  SLP1382: {
    fails: { [serviceFile]: calling('mailer'), [mailer]: functionFile },
    passes: { [serviceFile]: calling('pricing'), [pricing]: pricingFile },
    says: `${serviceFile}:7:9 mailer is of kind function
remove \`mailer\`, and call it through the REST API`,
  },
  SLP1383: {
    fails: { [serviceFile]: calling('pricing'), [pricing]: `${pricingFile}calls: [quotes]\n` },
    passes: { [serviceFile]: calling('pricing'), [pricing]: `${pricingFile}calls: []\n` },
    says: `${serviceFile}:7:9 services call each other in a circle: pricing → quotes → pricing
remove one of the calls, or move what both need into a service that calls neither`,
  },
  SLP1384: {
    fails: { [serviceFile]: calling('pricing'), [pricing]: `${pricingFile}stages: {}\n` },
    passes: { [serviceFile]: calling('pricing'), [pricing]: `${pricingFile}stages: { dev: {} }\n` },
    says: `${serviceFile}:7:9 quotes calls pricing, which does not run in stage dev
add \`dev: {}\` to \`stages\` of pricing`,
  },
  SLP1385: {
    fails: {
      [serviceFile]: `${calling('pricing')}secrets: { PRICING_URL: pricing/url }\n`,
      [pricing]: pricingFile,
    },
    passes: {
      [serviceFile]: `${calling('pricing')}secrets: { PRICING_URLS: pricing/url }\n`,
      [pricing]: pricingFile,
    },
    says: `${serviceFile}:8:12 \`PRICING_URL\` is the address of pricing, which \`calls\` sets
remove \`PRICING_URL\`, or pricing from \`calls\``,
  },
  SLP1386: {
    fails: { [serviceFile]: service.replace(/^api: .*\n/m, '') },
    passes: { [serviceFile]: service },
    says: `${serviceFile}:1:1 quotes has no \`api\`, and no service of stage dev calls it
write \`api: { basePath: /quotes }\`, or \`calls: [quotes]\` in the service that needs it`,
  },
};

function routed(file: string): string {
  return `${file}api: { basePath: /pricing }\n`;
}
