import { inService, withLines, type RuleCase } from './rule-case';
import { serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

/** Cases of the rules for the values of a service of any kind. */
export const serviceCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1201: inService(
    'name: quotes',
    'name: Quotes',
    'name: quotes',
    `1:7 \`name\` is Quotes; allowed: lower-case letters, digits and single hyphens, 2 to 40 characters, a letter first
write \`name: quotes\``,
  ),
  SLP1202: inService(
    'name: quotes',
    'name: orders',
    'name: quotes',
    `1:1 \`name\` is orders, and the folder is apps/quotes
write \`name: quotes\`, or git mv apps/quotes apps/orders`,
  ),
  SLP1204: inService(
    'kind: http',
    'kind: https',
    'kind: http',
    `2:7 \`kind\` is https; allowed: http, function or batch
write \`kind: http\``,
  ),
  SLP1205: inService(
    'owner: pricing-team',
    'owner: pricing&sales',
    'owner: pricing+sales',
    `3:8 \`owner\` is pricing&sales; allowed: the team that answers for the service, 1 to 256 characters a tag may hold
write \`owner: pricing-sales\``,
  ),
  SLP1206: {
    fails: { [serviceFile]: withLines(`description: ${'d'.repeat(257)}`) },
    passes: { [serviceFile]: withLines(`description: ${'d'.repeat(256)}`) },
    says: `${serviceFile}:7:14 \`description\` is ${'d'.repeat(57)}…; allowed: 1 to 256 characters
write \`description: Prices of travel offers\``,
  },
  SLP1207: {
    fails: { [serviceFile]: withLines('environment: { LOG-LEVEL: info }') },
    passes: { [serviceFile]: withLines('environment: { LOG_LEVEL: info }') },
    says: `${serviceFile}:7:16 \`LOG-LEVEL\` is no name that a variable can have
write \`LOG_LEVEL\``,
  },
  SLP1208: {
    fails: { [serviceFile]: withLines("environment: { PORT: '80' }") },
    passes: { [serviceFile]: withLines("environment: { PORT_2: '80' }") },
    says: `${serviceFile}:7:16 the runtime sets \`PORT\` itself
remove \`PORT\`, or name it differently`,
  },
  SLP1209: {
    fails: { [serviceFile]: withLines('logs: { retentionDays: 42 }') },
    passes: { [serviceFile]: withLines('logs: { retentionDays: 30 }') },
    says: `${serviceFile}:7:24 \`logs.retentionDays\` is 42; allowed: a period CloudWatch Logs offers
write \`retentionDays: 30\``,
  },
  SLP1210: {
    fails: { [serviceFile]: withLines("local: { command: '' }") },
    passes: { [serviceFile]: withLines('local: { command: node . }') },
    says: `${serviceFile}:7:19 \`local.command\` is ''; allowed: a shell command, at most 4,096 characters
write \`command: node dist/main.js\``,
  },
  SLP1211: {
    fails: { [serviceFile]: withLines('environment: { LEVEL: "in\\0fo" }') },
    passes: { [serviceFile]: withLines('environment: { LEVEL: "in\\tfo\\n" }') },
    says: `${serviceFile}:7:16 \`environment.LEVEL\` holds the control character U+0000
write it without U+0000`,
  },
  SLP1224: inService(
    'port: 8080',
    'port: 8080, architecture: amd64',
    'port: 8080, architecture: x86_64',
    `4:40 \`container.architecture\` is amd64; allowed: arm64 or x86_64
write \`architecture: arm64\``,
  ),
};
