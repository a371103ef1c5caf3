import type { RuleId } from '../rules/rules';
import { functionFile, serviceFile, stageFile, validFiles } from './workspace';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The least that breaks a rule, and the nearest that does not. */
export interface RuleCase {
  readonly fails: Files;
  readonly passes: Files;
  /** `file:line:column message`, and the fix in a second line. */
  readonly says: string;
}

const service = validFiles[serviceFile] ?? '';
const stage = validFiles[stageFile] ?? '';
const mailer = 'apps/mailer/service.yaml';

/** A case in which one line of the service's file is another. */
function inService(line: string, wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [serviceFile]: replaced(service, line, wrong) },
    passes: { [serviceFile]: replaced(service, line, right) },
    says: `${serviceFile}:${says}`,
  };
}

function inFunction(line: string, wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [mailer]: replaced(functionFile, line, wrong) },
    passes: { [mailer]: replaced(functionFile, line, right) },
    says: `${mailer}:${says}`,
  };
}

function inStage(line: string, wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [stageFile]: replaced(stage, line, wrong) },
    passes: { [stageFile]: replaced(stage, line, right) },
    says: `${stageFile}:${says}`,
  };
}

/** Adds lines at the end of the service's file. */
const withLines = (lines: string): string => `${service}${lines}\n`;

function replaced(text: string, line: string, other: string): string {
  if (!text.includes(line)) throw new Error(`no ${line} in the file`);
  return text.replace(line, other);
}

const nested = (depth: number): string => `${'{ a: '.repeat(depth)}b${' }'.repeat(depth)}`;

const manyTags = (count: number): string =>
  `tags: { ${Array.from({ length: count }, (_, index) => `key-${index}: a`).join(', ')} }\n`;

/** By rule. What needs a file system of its own kind is in `catalog.spec.ts`. */
export const ruleCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1002: {
    fails: { [serviceFile]: withLines(`#${'x'.repeat(256 * 1024)}`) },
    passes: { [serviceFile]: withLines(`#${'x'.repeat(200 * 1024)}`) },
    says: `${serviceFile}:1:1 the file has 256 KiB
move what is no setting to another file`,
  },
  SLP1003: {
    fails: { [serviceFile]: Buffer.from(withLines('# Preis in €'), 'latin1') },
    passes: { [serviceFile]: withLines('# Preis in €') },
    says: `${serviceFile}:1:1 the file has bytes that are not UTF-8
save the file as UTF-8`,
  },
  SLP1004: {
    fails: { 'apps/orders/service.yml': '' },
    passes: { 'apps/orders/notes.yml': '' },
    says: `apps/orders/service.yml:1:1 the file is named service.yml
git mv apps/orders/service.yml apps/orders/service.yaml`,
  },
  SLP1005: inService(
    'owner: pricing-team',
    'owner: "pricing-team',
    'owner: "pricing-team"',
    `3:8 the \`"\` that opens here is not closed
add the closing "`,
  ),
  SLP1006: {
    fails: { [serviceFile]: withLines('owner: other-team') },
    passes: { [serviceFile]: withLines('# owner: other-team') },
    says: `${serviceFile}:7:1 \`owner\` is written twice; the first is in line 3, column 1
remove one of the two`,
  },
  SLP1007: inService(
    'owner: pricing-team',
    'owner: &team pricing-team',
    'owner: team pricing-team',
    `3:14 \`&team\` names a value for use in another line
remove \`&team\``,
  ),
  SLP1008: {
    fails: { [serviceFile]: withLines('environment: { <<: { LEVEL: info } }') },
    passes: { [serviceFile]: withLines('environment: { LEVEL: info }') },
    says: `${serviceFile}:7:16 \`<<\` would merge another mapping
write the keys out, or state what differs in a stage below \`stages\``,
  },
  SLP1009: inService(
    'owner: pricing-team',
    'owner: !!str pricing-team',
    'owner: pricing-team',
    `3:14 the tag \`tag:yaml.org,2002:str\` has no meaning here
remove the tag`,
  ),
  SLP1010: {
    fails: { [serviceFile]: withLines('---\nname: orders') },
    passes: { [serviceFile]: `---\n${service}` },
    says: `${serviceFile}:7:1 a second document begins here
remove the line \`---\` and what belongs to the other document`,
  },
  SLP1011: {
    fails: { [serviceFile]: '# nothing yet\n' },
    passes: { [serviceFile]: service },
    says: `${serviceFile}:1:1 the file is empty
describe what it is named after, or remove the file`,
  },
  SLP1012: {
    fails: { [serviceFile]: '- name: quotes\n' },
    passes: { [serviceFile]: service },
    says: `${serviceFile}:1:1 the file is a list instead of a mapping of keys to values
begin with a key, as in \`name: quotes\``,
  },
  SLP1013: {
    fails: { [serviceFile]: withLines(`description: ${nested(33)}`) },
    passes: { [serviceFile]: withLines('description: not nested') },
    says: `${serviceFile}:7:174 the values here nest more than 32 deep
nest less`,
  },
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
    'kind: batch',
    'kind: http',
    `2:7 \`kind: batch\` is planned and not built yet
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
remove it; a stage may change container, scaling, api, function, logs, environment`,
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
  SLP1401: inStage(
    'name: dev',
    'name: dev-1',
    'name: dev',
    `1:7 \`name\` is dev-1; allowed: 2 to 12 lower-case letters and digits, a letter first
write \`name: dev1\``,
  ),
  SLP1402: inStage(
    'project: slipway',
    'project: slip_way',
    'project: slipway',
    `2:10 \`project\` is slip_way; allowed: 2 to 12 lower-case letters and digits, a letter first
write \`project: slipway\``,
  ),
  SLP1403: inStage(
    "'123456789012'",
    "'1234-5678-9012'",
    "'123456789012'",
    `3:10 \`account\` is '1234-5678-9012'; allowed: twelve digits, quoted
write \`account: '123456789012'\``,
  ),
  SLP1404: inStage(
    'region: eu-central-1',
    'region: eu-central-1a',
    'region: eu-central-1',
    `4:9 \`region\` is eu-central-1a; allowed: the code of an AWS region
write \`region: eu-central-1\``,
  ),
  SLP1405: inStage(
    'backend: local',
    'backend: s4',
    'backend: local',
    `5:19 \`state.backend\` is s4; allowed: local or s3
write \`backend: s3\``,
  ),
  SLP1406: inStage(
    '{ backend: local }',
    '{ backend: s3, bucket: Slipway_State, region: eu-central-1 }',
    '{ backend: s3, bucket: slipway-state, region: eu-central-1 }',
    `5:31 \`state.bucket\` is Slipway_State; allowed: the name of an S3 bucket
write \`bucket: slipway-state\``,
  ),
  SLP1407: inStage(
    'name: dev',
    'name: prod',
    'name: dev',
    `1:1 \`name\` is prod, and the file is stacks/stages/dev.yaml
write \`name: dev\``,
  ),
  SLP1411: inStage(
    'mode: default-vpc',
    'mode: default',
    'mode: default-vpc',
    `6:18 \`network.mode\` is default; allowed: default-vpc or dedicated
write \`mode: default-vpc\``,
  ),
  SLP1412: inStage(
    'mode: default-vpc',
    'mode: default-vpc, excludeZoneIds: [us-east-1c]',
    'mode: default-vpc, excludeZoneIds: [use1-az3]',
    `6:48 \`network.excludeZoneIds[0]\` is us-east-1c; allowed: zone ids such as use1-az3
write \`use1-az3\``,
  ),
  SLP1413: inStage(
    'mode: default-vpc',
    'mode: default-vpc, maxSubnets: 1',
    'mode: default-vpc, maxSubnets: 2',
    `6:43 \`network.maxSubnets\` is 1; allowed: 2 to 16
write \`maxSubnets: 2\``,
  ),
  SLP1414: inStage(
    'mode: default-vpc',
    'mode: dedicated, cidr: 10.0.5.0/16',
    'mode: dedicated, cidr: 10.0.0.0/16',
    `6:35 \`network.cidr\` is 10.0.5.0/16; allowed: an IPv4 network of size /16 to /22, its own first address
write \`cidr: 10.0.0.0/16\``,
  ),
  SLP1415: inStage(
    'mode: default-vpc',
    'mode: dedicated, zones: 4',
    'mode: dedicated, zones: 3',
    `6:36 \`network.zones\` is 4; allowed: 2 or 3
write \`zones: 3\``,
  ),
  SLP1416: inStage(
    'mode: default-vpc',
    'mode: dedicated, natGateways: perzone',
    'mode: dedicated, natGateways: per-zone',
    `6:42 \`network.natGateways\` is perzone; allowed: none, single or per-zone
write \`natGateways: per-zone\``,
  ),
  SLP1421: {
    fails: { [stageFile]: `${stage}ingress: { link: vpc }\n` },
    passes: { [stageFile]: `${stage}ingress: { link: v1 }\n` },
    says: `${stageFile}:7:18 \`ingress.link\` is vpc; allowed: v1
write \`link: v1\``,
  },
  SLP1422: {
    fails: { [stageFile]: `${stage}ingress: { shards: 11 }\n` },
    passes: { [stageFile]: `${stage}ingress: { shards: 10 }\n` },
    says: `${stageFile}:7:20 \`ingress.shards\` is 11; allowed: 1 to 10 ALBs
write \`shards: 10\``,
  },
  SLP1431: {
    fails: { [stageFile]: stage + manyTags(41) },
    passes: { [stageFile]: stage + manyTags(40) },
    says: `${stageFile}:7:1 there are 41 tags
keep 40 of them`,
  },
  SLP1432: {
    fails: {
      [stageFile]: `${stage}delivery: { githubRepository: https://github.com/example/platform.git }\n`,
    },
    passes: { [stageFile]: `${stage}delivery: { githubRepository: example/platform }\n` },
    says: `${stageFile}:7:31 \`delivery.githubRepository\` is https://github.com/example/platform.git; allowed: owner/repository
write \`githubRepository: example/platform\``,
  },
  SLP1433: {
    fails: { [stageFile]: `${stage}local: { port: 80 }\n` },
    passes: { [stageFile]: `${stage}local: { port: 1024 }\n` },
    says: `${stageFile}:7:16 \`local.port\` is 80; allowed: a TCP port, 1024 to 65535
write \`port: 1024\``,
  },
};

function withoutApi(timeout: string): string {
  return replaced(functionFile, 'timeout: 10', timeout).replace(/^api: .*\n/m, '');
}
