import { inService, inStage, mailer, withLines, type RuleCase } from './rule-case';
import { functionFile, serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

/** Cases of the rules for keys. */
export const keyCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1101: inService(
    'health:',
    'helth:',
    'health:',
    `4:49 \`container.helth\` is no key that slipway knows
write \`health\``,
  ),
  SLP1102: inService(
    'owner: pricing-team\n',
    '',
    'owner: pricing-team\n',
    `1:1 \`owner\` is missing
add \`owner: pricing-team\``,
  ),
  SLP1103: {
    fails: { [serviceFile]: withLines('function: {}') },
    passes: { [mailer]: functionFile },
    says: `${serviceFile}:7:1 \`function\` is a section of kind function
remove \`function\`, or change \`kind\``,
  },
  SLP1104: inService(
    'kind: http',
    'kind: worker',
    'kind: http',
    `2:7 \`kind: worker\` is planned and not built yet
write \`kind: http\``,
  ),
  SLP1105: inService(
    'scaling: { min: 2, max: 10, cpu: 60 }',
    'scaling: 2',
    'scaling: { min: 2 }',
    `6:10 \`scaling\` is 2 instead of a mapping
write \`scaling: {}\``,
  ),
  SLP1106: {
    fails: { [serviceFile]: withLines('stages: { dev: { owner: other-team } }') },
    passes: { [serviceFile]: withLines('stages: { dev: { scaling: { min: 3 } } }') },
    says: `${serviceFile}:7:18 \`stages.dev\` cannot change \`owner\`
remove it; a stage may change container, scaling, api, function, schedules, logs, environment, secrets, parameters, deployment, telemetry, run`,
  },
  SLP1107: inStage(
    "account: '123456789012'",
    'account: 012345678901',
    "account: '012345678901'",
    `3:10 \`account\` is 012345678901, which YAML reads as a number
write \`account: '012345678901'\``,
  ),
  SLP1108: {
    fails: { [serviceFile]: withLines('stages: { dve: {} }') },
    passes: { [serviceFile]: withLines('stages: { dev: {} }') },
    says: `${serviceFile}:7:11 there is no stage dve; the stages are dev
write \`dev\``,
  },
};
