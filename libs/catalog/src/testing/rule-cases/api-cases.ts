import { inService, mailer, type RuleCase } from './rule-case';
import { functionFile, serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

/** Cases of the rules for `api`. */
export const apiCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1251: inService(
    'basePath: /quotes',
    'basePath: /Quotes/',
    'basePath: /quotes',
    `5:18 \`api.basePath\` is /Quotes/; allowed: one to four segments of lower-case letters, digits, \`-\`, \`_\` and \`.\`, at most 126 characters
write \`basePath: /quotes\``,
  ),
  SLP1252: inService(
    'basePath: /quotes',
    'basePath: /ping',
    'basePath: /pings',
    `5:8 \`api.basePath\` /ping begins with /ping, which API Gateway answers itself
write \`basePath: /pings\``,
  ),
  SLP1253: {
    fails: { [mailer]: functionFile.replace('/mails', '/quotes') },
    passes: { [mailer]: functionFile.replace('/mails', '/quotes/mails') },
    says: `${mailer}:5:8 \`api.basePath\` /quotes is also the one of quotes in ${serviceFile}:5
write \`basePath: /mailer\``,
  },
  SLP1254: inService(
    'expose: public',
    'expose: everyone',
    'expose: public',
    `5:35 \`api.expose\` is everyone; allowed: public
write \`expose: public\``,
  ),
  SLP1255: inService(
    'auth: none',
    'auth: apikey',
    'auth: apiKey',
    `5:49 \`api.auth\` is apikey; allowed: none or apiKey
write \`auth: apiKey\``,
  ),
  SLP1256: inService(
    'auth: none',
    'timeoutMs: 30000',
    'timeoutMs: 29000',
    `5:54 \`api.timeoutMs\` is 30000; allowed: 50 to 29,000 milliseconds
write \`timeoutMs: 29000\``,
  ),
};
