import { z } from 'zod';
import { ingressLimits } from '../ingress-limits';
import { capacityProviders, instanceFamilies, vcpuBudget } from './capacity-provider-schema';
import { endpointNames } from './endpoints';
import { integer, oneOf, oneOfNumbers, sectionOf, text, truth } from './field';
import { logRetentionDays } from './log-retention';
import { logKmsKey } from './logs-schema';
import { orchestrator } from './orchestrator-schema';
import { pruner } from './pruner-schema';

const shortName = { max: 12, pattern: /^[a-z][a-z0-9]{1,11}$/ };

const toShortName = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .replace(/^\d+/, '')
    .slice(0, 12);

const excludeZoneIds = z
  .array(text('SLP1412', { max: 16, pattern: /^[a-z]{3,5}\d-az\d$/, example: 'use1-az3' }))
  .default([])
  .describe('Zones to leave out, by zone id.');

const maxSubnets = integer('SLP1413', { min: 2, max: 16, example: 3 })
  .default(3)
  .describe('Subnets to use at most, one per zone.');

const tagFilter = z
  .record(z.string(), text('SLP1431', { max: 256, example: 'shared' }))
  .optional()
  .describe('Tags it carries, all of them.');

/** Flow logs of a VPC; `traffic` is what is recorded where the file does not say. */
const flowLogs = (traffic: 'all' | 'none') =>
  z
    .strictObject({
      traffic: oneOf('SLP1440', ['all', 'reject', 'none'])
        .default(traffic)
        .describe('Which connections are recorded.'),
      retentionDays: oneOfNumbers('SLP1209', logRetentionDays)
        .optional()
        .describe('Days until a record is deleted; the default is `defaults.logRetentionDays`.'),
    })
    .prefault({})
    .describe('Records of the connections in the VPC.');

/** What a stage file may say about its network, by `mode`. */
export const networkSchemas = {
  'default-vpc': z.strictObject({
    mode: z.literal('default-vpc').describe('Uses the default VPC of the account.'),
    excludeZoneIds,
    maxSubnets,
    flowLogs: flowLogs('none'),
  }),
  dedicated: z.strictObject({
    mode: z.literal('dedicated').describe('Creates a VPC for the stage.'),
    cidr: text('SLP1414', {
      max: 18,
      accepts: isVpcCidr,
      repair: firstAddress,
      example: '10.0.0.0/16',
    })
      .default('10.0.0.0/16')
      .describe('Addresses of the VPC.'),
    zones: integer('SLP1415', { min: 2, max: 3, example: 2 })
      .default(2)
      .describe('Availability zones to use.'),
    excludeZoneIds,
    natGateways: oneOf('SLP1416', ['none', 'single', 'per-zone'])
      .default('single')
      .describe('Ways out to the internet for tasks; each costs by the hour.'),
    endpoints: z
      .array(oneOf('SLP1441', endpointNames))
      .default([])
      .describe(
        'Services of AWS that are reached by an endpoint in the VPC, besides S3 and, with `natGateways: none`, those that every task needs. All but `dynamodb` cost by the hour and zone.',
      ),
    flowLogs: flowLogs('all'),
  }),
  existing: z.strictObject({
    mode: z.literal('existing').describe('Uses a VPC that others own, found by id or by tags.'),
    vpc: sectionOf(
      'SLP1417',
      z.strictObject({
        id: text('SLP1417', { max: 21, pattern: /^vpc-[0-9a-f]{8,17}$/, example: 'vpc-0a1b2c3d' })
          .optional()
          .describe('Id of the VPC.'),
        tags: tagFilter,
      }),
      '{ id: vpc-0a1b2c3d }',
    ).describe('The VPC.'),
    subnets: sectionOf(
      'SLP1418',
      z.strictObject({
        ids: z
          .array(
            text('SLP1418', {
              max: 24,
              pattern: /^subnet-[0-9a-f]{8,17}$/,
              example: 'subnet-0a1b2c3d',
            }),
          )
          .optional()
          .describe('Ids of the subnets, in two zones or more.'),
        tags: tagFilter,
      }),
      '{ ids: [subnet-0a1b2c3d, subnet-4e5f6a7b] }',
    ).describe('Subnets of tasks and load balancers; of several in a zone one is used.'),
    excludeZoneIds,
    maxSubnets,
    assignPublicIp: truth('SLP1419')
      .default(false)
      .describe('Whether tasks get a public IP: their way to AWS where the subnets are public.'),
    flowLogs: flowLogs('none'),
  }),
} as const;

/** Where Terraform keeps its state, by `backend`. */
export const stateSchemas = {
  local: z.strictObject({
    backend: z.literal('local').describe('State in files beside the stacks.'),
  }),
  s3: z.strictObject({
    backend: z.literal('s3').describe('State in a bucket, locked by a file beside it.'),
    bucket: text('SLP1406', {
      max: 63,
      pattern: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      repair: (value) => value.toLowerCase().replace(/[^a-z0-9-]+/g, '-'),
      example: 'slipway-dev-state',
    }).describe("Bucket of the state, in the stage's region; `slipway bootstrap` creates it."),
  }),
} as const;

/** A stage file, with `network` and `state` as any of their forms. */
export const stageSchema = z.strictObject({
  name: text('SLP1401', { ...shortName, repair: toShortName, example: 'dev' }).describe(
    'Name of the stage and of its file.',
  ),
  project: text('SLP1402', { ...shortName, repair: toShortName, example: 'slipway' }).describe(
    'Begins the name of every resource.',
  ),
  account: text('SLP1403', {
    max: 12,
    pattern: /^\d{12}$/,
    repair: (value) => value.replace(/\D/g, ''),
    example: '111122223333',
  }).describe('AWS account of the stage; the provider refuses any other.'),
  region: text('SLP1404', {
    max: 20,
    // `eu-central-1`, `us-gov-west-1`
    // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
    pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
    repair: (value) =>
      value
        .toLowerCase()
        .replace(/[_\s]+/g, '-')
        .replace(/[a-z]$/, '')
        .replace(/([a-z])(\d)$/, '$1-$2'),
    example: 'eu-central-1',
  }).describe('AWS region of the stage.'),
  state: z
    .discriminatedUnion('backend', [stateSchemas.local, stateSchemas.s3])
    .describe('Where Terraform keeps its state.'),
  network: z
    .discriminatedUnion('mode', [
      networkSchemas['default-vpc'],
      networkSchemas.dedicated,
      networkSchemas.existing,
    ])
    .describe('The VPC of the stage.'),
  ingress: z
    .strictObject({
      link: oneOf('SLP1421', ['v1', 'v2'])
        .default('v1')
        .describe('VPC link of the REST APIs: v1 to an NLB before the ALBs, v2 to the ALBs.'),
      shards: integer('SLP1422', { min: 1, max: ingressLimits.shards, example: 1 })
        .default(1)
        .describe('Internal ALBs, with `link: v1` ten behind one NLB; each holds 85 services.'),
      groups: integer('SLP1491', { min: 1, max: ingressLimits.groups, example: 1 })
        .default(1)
        .describe(
          'REST APIs, each with an address of its own; each holds 127 services below one segment.',
        ),
    })
    .prefault({})
    .describe('The way of requests into the VPC.'),
  defaults: z
    .strictObject({
      architecture: oneOf('SLP1224', ['arm64', 'x86_64'])
        .default('arm64')
        .describe('Processor of services that name none.'),
      logRetentionDays: oneOfNumbers('SLP1209', logRetentionDays)
        .default(30)
        .describe('Days until a log line is deleted, for services that name none.'),
      logKmsKey: logKmsKey
        .optional()
        .describe(
          'ARN of the KMS key that encrypts the log groups of services that name none; left out: CloudWatch Logs’ own encryption.',
        ),
    })
    .prefault({})
    .describe('What holds for services that say nothing else.'),
  capacityProviders,
  instanceFamilies,
  vcpuBudget,
  pruner,
  orchestrator,
  containerInsights: oneOf('SLP1290', ['enabled', 'enhanced', 'disabled'])
    .default('enabled')
    .describe('Container Insights of the ECS cluster; each metric costs.'),
  tags: z
    .record(z.string(), text('SLP1431', { max: 256, example: 'platform' }))
    .default({})
    .describe('Tags of every resource.'),
  delivery: z
    .strictObject({
      githubRepository: text('SLP1432', {
        max: 140,
        pattern: /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/,
        repair: (value) => value.replace(/^(https?:\/\/)?github\.com\//, '').replace(/\.git$/, ''),
        example: 'example/platform',
      }).describe('Repository whose workflows may deploy: `owner/repository`.'),
      identityProvider: oneOf('SLP1434', ['create', 'existing'])
        .default('create')
        .describe("GitHub's identity provider in IAM, of which an account has one."),
    })
    .optional()
    .describe('Deploys from GitHub Actions.'),
  local: z
    .strictObject({
      port: integer('SLP1433', { min: 1024, max: 65_535, example: 4000 })
        .default(4000)
        .describe('Port of the API of `npm start`.'),
      aws: text('SLP1580', {
        max: 255,
        accepts: isEmulator,
        repair: (value) => `http://${value.replace(/^\w*:\/\//, '').replace(/\/+$/, '')}`,
        example: 'embedded',
      })
        .default('embedded')
        .describe(
          'AWS of the services of `npm start`: `embedded`, which is DynamoDB in memory, or the address of an emulator.',
        ),
    })
    .prefault({})
    .describe('`npm start`.'),
});

/** Whether calls can go there; a real endpoint of AWS is none of it. */
function isEmulator(value: string): boolean {
  if (value === 'embedded') return true;
  if (!/^https?:\/\/[^/?#@]+$/.test(value) || !URL.canParse(value)) return false;
  return !/\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(new URL(value).hostname);
}

interface Cidr {
  readonly address: number;
  readonly size: number;
}

function parseCidr(value: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(value);
  const [a = 256, b = 256, c = 256, d = 256, size = 33] = match?.slice(1).map(Number) ?? [];
  if (Math.max(a, b, c, d) > 255 || size > 32) return undefined;
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, size };
}

function isVpcCidr(value: string): boolean {
  const cidr = parseCidr(value);
  if (!cidr || cidr.size < 16 || cidr.size > 22) return false;
  return cidr.address % 2 ** (32 - cidr.size) === 0;
}

/** The network that an address with a size lies in, its size brought into the allowed range. */
function firstAddress(value: string): string {
  const cidr = parseCidr(value);
  if (!cidr) return value;
  const size = Math.min(22, Math.max(16, cidr.size));
  const address = cidr.address - (cidr.address % 2 ** (32 - size));
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${parts.join('.')}/${size}`;
}
