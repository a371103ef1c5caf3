import { inStage, replaced, stage, type RuleCase } from './rule-case';
import { stageFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

const manyTags = (count: number): string =>
  `tags: { ${Array.from({ length: count }, (_, index) => `key-${index}: a`).join(', ')} }\n`;

const prodFile = 'stacks/stages/prod.yaml';
/** A stage in the account of the other one, as far as `state`. */
const prod = replaced(
  replaced(stage, 'name: dev', 'name: prod'),
  'state: { backend: local }\n',
  '',
);
const elsewhere = replaced(prod, 'region: eu-central-1', 'region: us-east-1');
const delivery = (identityProvider: string): string =>
  `delivery: { githubRepository: example/platform, identityProvider: ${identityProvider} }\n`;

/** Cases of the rules for the values of a stage. */
export const stageCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
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
    '{ backend: s3, bucket: Slipway_State }',
    '{ backend: s3, bucket: slipway-state }',
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
  SLP1408: {
    fails: { [prodFile]: `${prod}state: { backend: s3, bucket: slipway-state }\n` },
    passes: { [prodFile]: `${prod}state: { backend: local }\n` },
    says: `${prodFile}:6:10 \`state.backend\` is s3, and local in ${stageFile}:5, a stage of the same account and region
write \`backend: local\``,
  },
  SLP1409: {
    fails: {
      [stageFile]: replaced(stage, 'backend: local', 'backend: s3, bucket: slipway-state'),
      [prodFile]: `${elsewhere}state: { backend: s3, bucket: slipway-state }\n`,
    },
    passes: {
      [stageFile]: replaced(stage, 'backend: local', 'backend: s3, bucket: slipway-state'),
      [prodFile]: `${elsewhere}state: { backend: s3, bucket: slipway-prod-state }\n`,
    },
    says: `${prodFile}:6:23 \`state.bucket\` is slipway-state, which is in account 123456789012 and eu-central-1 by ${stageFile}:5
choose another name`,
  },
  SLP1411: inStage(
    'mode: default-vpc',
    'mode: default',
    'mode: default-vpc',
    `6:18 \`network.mode\` is default; allowed: default-vpc, dedicated or existing
write \`mode: default-vpc\``,
  ),
  SLP1412: inStage(
    'mode: default-vpc',
    'mode: default-vpc, excludeZoneIds: [us-east-1c]',
    'mode: default-vpc, excludeZoneIds: [euc1-az3]',
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
  SLP1417: inStage(
    'mode: default-vpc',
    'mode: existing, subnets: { tags: { tier: private } }, vpc: {}',
    'mode: existing, subnets: { tags: { tier: private } }, vpc: { tags: { Name: shared } }',
    `6:66 \`network.vpc\` names neither an id nor tags
write \`vpc: { tags: { Name: shared } }\``,
  ),
  SLP1418: inStage(
    'mode: default-vpc',
    'mode: existing, vpc: { id: vpc-0a1b2c3d }, subnets: { ids: [subnet-0a1b2c3d] }',
    'mode: existing, vpc: { id: vpc-0a1b2c3d }, subnets: { ids: [subnet-0a1b2c3d, subnet-0a1b2c3e] }',
    `6:66 \`network.subnets.ids\` names 1 subnet
name each subnet once, at least two of them, in two zones`,
  ),
  SLP1419: inStage(
    'mode: default-vpc',
    'mode: existing, vpc: { id: vpc-0a1b2c3d }, subnets: { tags: { a: b } }, assignPublicIp: yes',
    'mode: existing, vpc: { id: vpc-0a1b2c3d }, subnets: { tags: { a: b } }, assignPublicIp: true',
    `6:100 \`network.assignPublicIp\` is yes; allowed: true or false
write \`assignPublicIp: true\``,
  ),
  SLP1421: {
    fails: { [stageFile]: `${stage}ingress: { link: vpc }\n` },
    passes: { [stageFile]: `${stage}ingress: { link: v1 }\n` },
    says: `${stageFile}:7:18 \`ingress.link\` is vpc; allowed: v1 or v2
write \`link: v1\``,
  },
  SLP1422: {
    fails: { [stageFile]: `${stage}ingress: { shards: 51 }\n` },
    passes: { [stageFile]: `${stage}ingress: { shards: 50 }\n` },
    says: `${stageFile}:7:20 \`ingress.shards\` is 51; allowed: 1 to 50 ALBs
write \`shards: 50\``,
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
  SLP1580: {
    fails: { [stageFile]: `${stage}local: { aws: 127.0.0.1:4566 }\n` },
    passes: { [stageFile]: `${stage}local: { aws: 'http://127.0.0.1:4566' }\n` },
    says: `${stageFile}:7:15 \`local.aws\` is 127.0.0.1:4566; allowed: embedded, or the address of an emulator, as http://127.0.0.1:4566
write \`aws: http://127.0.0.1:4566\``,
  },
  SLP1434: {
    fails: { [stageFile]: `${stage}${delivery('new')}` },
    passes: { [stageFile]: `${stage}${delivery('existing')}` },
    says: `${stageFile}:7:67 \`delivery.identityProvider\` is new; allowed: create or existing
write \`identityProvider: create\``,
  },
  SLP1435: {
    fails: {
      [stageFile]: `${stage}${delivery('create')}`,
      [prodFile]: `${elsewhere}state: { backend: local }\n${delivery('create')}`,
    },
    passes: {
      [stageFile]: `${stage}${delivery('create')}`,
      [prodFile]: `${elsewhere}state: { backend: local }\n${delivery('existing')}`,
    },
    says: `${prodFile}:7:49 \`delivery.identityProvider\` is create, as it is in ${stageFile}:7 for eu-central-1
write \`identityProvider: existing\``,
  },
  SLP1440: inStage(
    'mode: default-vpc',
    'mode: default-vpc, flowLogs: { traffic: rejected }',
    'mode: default-vpc, flowLogs: { traffic: reject }',
    `6:52 \`network.flowLogs.traffic\` is rejected; allowed: all, reject or none
write \`traffic: reject\``,
  ),
  SLP1441: inStage(
    'mode: default-vpc',
    'mode: dedicated, endpoints: [secrets-manager]',
    'mode: dedicated, endpoints: [secretsmanager]',
    `6:41 \`network.endpoints[0]\` is secrets-manager; allowed: dynamodb, ecr.api, ecr.dkr, ecs, events, kms, lambda, logs, monitoring, secretsmanager, sns, sqs, ssm, ssmmessages, states, sts or xray
write \`secretsmanager\``,
  ),
  SLP1442: inStage(
    'mode: default-vpc',
    'mode: default-vpc, endpoints: [kms]',
    'mode: dedicated, endpoints: [kms]',
    `6:31 \`network.endpoints\` is a key of mode dedicated, and the mode is default-vpc
remove \`endpoints\`, or write \`mode: dedicated\``,
  ),
  SLP1443: inStage(
    'mode: default-vpc',
    'mode: default-vpc, excludeZoneIds: [use1-az3]',
    'mode: default-vpc, excludeZoneIds: [euc1-az3]',
    `6:48 \`network.excludeZoneIds[0]\` is use1-az3, and the zones of eu-central-1 begin with euc1-
write \`euc1-az3\``,
  ),
};
