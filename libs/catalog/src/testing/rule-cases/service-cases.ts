import { inService, inFunction, mailer, withLines, replaced, type RuleCase } from './rule-case';
import { functionFile, serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

/** Cases of the rules for the values of a service. */
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
    `2:7 \`kind\` is https; allowed: http or function
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
  SLP1221: inService(
    'port: 8080',
    'port: 65536',
    'port: 65535',
    `4:20 \`container.port\` is 65536; allowed: a TCP port, 1 to 65535
write \`port: 65535\``,
  ),
  SLP1222: inService(
    'memory: 512',
    'memory: 4096',
    'memory: 2048',
    `4:36 with \`container.cpu\` 256, \`container.memory\` 4096 is no size Fargate offers; it offers 512, 1024, 2048 MiB
write \`cpu: 512\` and \`memory: 4096\``,
  ),
  SLP1223: inService(
    'health: /health',
    'health: health',
    'health: /health',
    `4:57 \`container.health\` is health; allowed: a path that starts with /, at most 1,024 characters
write \`health: /health\``,
  ),
  SLP1224: inService(
    'port: 8080',
    'port: 8080, architecture: amd64',
    'port: 8080, architecture: x86_64',
    `4:40 \`container.architecture\` is amd64; allowed: arm64 or x86_64
write \`architecture: arm64\``,
  ),
  SLP1225: inService(
    'port: 8080',
    'port: 8080, dockerfile: ../Dockerfile',
    'port: 8080, dockerfile: docker/Dockerfile',
    `4:38 \`container.dockerfile\` is ../Dockerfile; allowed: a path inside the folder of the service
write \`dockerfile: Dockerfile\``,
  ),
  SLP1226: inService(
    'port: 8080',
    'port: 8080, stopTimeout: 121',
    'port: 8080, stopTimeout: 120',
    `4:39 \`container.stopTimeout\` is 121; allowed: 2 to 120 seconds
write \`stopTimeout: 120\``,
  ),
  SLP1231: inService(
    'min: 2',
    'min: 0',
    'min: 1',
    `6:17 \`scaling.min\` is 0; allowed: 1 to 5,000 tasks
write \`min: 1\``,
  ),
  SLP1232: inService(
    'min: 2, max: 10',
    'min: 11, max: 10',
    'min: 10, max: 10',
    `6:12 \`scaling.min\` is 11, above \`scaling.max\` of 10
write \`max: 11\` or more`,
  ),
  SLP1233: inService(
    'cpu: 60',
    'cpu: 91',
    'cpu: 90',
    `6:34 \`scaling.cpu\` is 91; allowed: a target of 10 to 90 percent
write \`cpu: 90\``,
  ),
  SLP1241: inFunction(
    'entry: src/handler.ts',
    'entry: src/handler.py',
    'entry: src/handler.mts',
    `4:20 \`function.entry\` is src/handler.py; allowed: a TypeScript or JavaScript module inside the folder of the service
write \`entry: src/handler.ts\``,
  ),
  SLP1242: inFunction(
    'memory: 256',
    'runtime: nodejs18.x',
    'runtime: nodejs20.x',
    `4:45 \`function.runtime\` is nodejs18.x; allowed: nodejs22.x or nodejs20.x
write \`runtime: nodejs22.x\``,
  ),
  SLP1243: inFunction(
    'memory: 256',
    'memory: 64',
    'memory: 128',
    `4:44 \`function.memory\` is 64; allowed: 128 to 10,240 MB
write \`memory: 128\``,
  ),
  SLP1244: {
    fails: { [mailer]: withoutApi('timeout: 901') },
    passes: { [mailer]: withoutApi('timeout: 900') },
    says: `${mailer}:4:58 \`function.timeout\` is 901; allowed: 1 to 900 seconds
write \`timeout: 900\``,
  },
  SLP1245: inFunction(
    'timeout: 10 ',
    'timeout: 11 ',
    'timeout: 10 ',
    `4:49 the function may run 11 s, and its route waits 10000 ms
write \`timeout: 10\` below \`function\``,
  ),
  SLP1246: {
    fails: { [mailer]: `${functionFile}environment: { AB: ${'x'.repeat(4088)} }\n` },
    passes: { [mailer]: `${functionFile}environment: { AB: ${'x'.repeat(4087)} }\n` },
    says: `${mailer}:6:1 the variables take 4097 bytes as JSON, and Lambda has room for 4096
shorten \`environment\` by 1 byte or more, for example by what is read from a parameter`,
  },
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

function withoutApi(timeout: string): string {
  return replaced(functionFile, 'timeout: 10', timeout).replace(/^api: .*\n/m, '');
}
