import { endpointNames } from '../schema/endpoints';
import type { Rule } from './rule';

/** What must hold for the values of a stage file. */
export const stageRules = {
  SLP1401: {
    severity: 'error',
    title: '`name`: 2 to 12 lower-case letters and digits, a letter first',
    why: 'the name of its file is part of the name of every resource, and some of those names end at 32 characters',
  },
  SLP1402: {
    severity: 'error',
    title: '`project`: 2 to 12 lower-case letters and digits, a letter first',
    why: 'it begins the name of every resource, and some of those names end at 32 characters',
  },
  SLP1403: {
    severity: 'error',
    title: '`account`: twelve digits, quoted',
    why: 'the provider refuses to touch any other account than this one',
    reference: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html',
  },
  SLP1404: {
    severity: 'error',
    title: '`region`: the code of an AWS region',
    why: 'the provider builds the endpoints of AWS from it',
    reference: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
  },
  SLP1405: {
    severity: 'error',
    title: '`state.backend`: local or s3',
    why: 'Terraform keeps there what it has created; a lost state orphans every resource',
  },
  SLP1406: {
    severity: 'error',
    title: '`state.bucket`: the name of an S3 bucket',
    why: 'S3 refuses other names',
    reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  SLP1407: {
    severity: 'error',
    title: '`name` of a stage equals the name of its file',
    why: 'commands find a stage by its file, and locks, stacks and state are named after it',
  },
  SLP1408: {
    severity: 'error',
    title:
      'stages of one account and region have the same `project`, `state` and, where they have it, `delivery`',
    why: 'they share one account stack, with one state bucket and one identity provider of GitHub',
  },
  SLP1409: {
    severity: 'error',
    title: 'stages of different accounts or regions have different `state.bucket`s',
    why: 'a bucket is in one account and one region, and no two buckets of AWS have one name',
    reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  SLP1411: {
    severity: 'error',
    title: '`network.mode`: default-vpc, dedicated or existing',
    why: 'it decides whether the VPC of the stage is found or created',
  },
  SLP1412: {
    severity: 'error',
    title: '`network.excludeZoneIds`: zone ids such as use1-az3',
    why: 'zone names such as us-east-1c mean another data centre in each account, ids mean the same one in all',
    reference: 'https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html',
  },
  SLP1413: {
    severity: 'error',
    title: '`network.maxSubnets`: 2 to 16',
    why: 'an ALB needs subnets in two zones, and a Lambda capacity provider takes at most 16',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
  },
  SLP1414: {
    severity: 'error',
    title: '`network.cidr`: an IPv4 network of size /16 to /22, its own first address',
    why: 'a VPC is at most a /16, and below a /22 the subnets have no room for the tasks',
    reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
  },
  SLP1415: {
    severity: 'error',
    title: '`network.zones`: 2 or 3',
    why: 'an ALB needs two zones, and some regions have no more than three',
  },
  SLP1416: {
    severity: 'error',
    title: '`network.natGateways`: none, single or per-zone',
    why: 'each NAT gateway costs by the hour, and without one in its zone a task loses its way out with the other zone',
  },
  SLP1417: {
    severity: 'error',
    title: '`network.vpc`: the id of a VPC, or tags that it carries',
    why: 'without one of the two every VPC of the account would do, and with both they can disagree',
  },
  SLP1418: {
    severity: 'error',
    title: '`network.subnets`: the ids of two subnets or more, or tags that they carry',
    why: 'an ALB needs subnets in two zones, and which subnets of a shared VPC a stage may use is not to be guessed',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
  },
  SLP1419: {
    severity: 'error',
    title: '`network.assignPublicIp`: true or false',
    why: 'a task in a public subnet reaches no registry without a public IP, and one in a private subnet needs none',
  },
  SLP1421: {
    severity: 'error',
    title: '`ingress.link`: v1 or v2',
    why: 'a VPC link of V1 ends at an NLB in front of the ALBs, one of V2 at the ALBs themselves',
    reference:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html',
  },
  SLP1422: {
    severity: 'error',
    title: '`ingress.shards`: 1 to 50 ALBs',
    why: 'AWS gives an account 50 ALBs in a region; behind every ten of them stands an NLB with a VPC link of its own',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  SLP1431: {
    severity: 'error',
    title:
      '`tags`: at most 40, keys of 1 to 128 and values of 1 to 256 characters, no key with `aws:`',
    why: 'AWS refuses other tags, and of the 50 that a resource may have ten are left to the platform',
    reference:
      'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
  },
  SLP1432: {
    severity: 'error',
    title: '`delivery.githubRepository`: owner/repository',
    why: 'the deploy roles trust the workflows of exactly this repository',
    reference:
      'https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services',
  },
  SLP1433: {
    severity: 'error',
    title: '`local.port`: a TCP port, 1024 to 65535',
    why: 'the local stage listens there, and ports below 1024 need an administrator',
  },
  SLP1580: {
    severity: 'error',
    title: '`local.aws`: embedded, or the address of an emulator, as http://127.0.0.1:4566',
    why: 'the local stage sends the calls of its services there with keys of no account; AWS itself refuses them',
    reference: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html',
  },
  SLP1434: {
    severity: 'error',
    title: '`delivery.identityProvider`: create or existing',
    why: 'an account has one identity provider per URL, and IAM refuses a second',
    reference:
      'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html',
  },
  SLP1435: {
    severity: 'error',
    title:
      'stages of one account in different regions: in one region alone is `delivery.identityProvider` create',
    why: 'an account has one identity provider per URL for all its regions, and IAM refuses a second',
    reference:
      'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html',
  },
  SLP1440: {
    severity: 'error',
    title: '`network.flowLogs.traffic`: all, reject or none',
    why: 'a flow log records what security groups let pass, what they stop, or both',
    reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  },
  SLP1441: {
    severity: 'error',
    title: `\`network.endpoints\`: ${endpointNames.slice(0, -1).join(', ')} or ${endpointNames.at(-1)}`,
    why: 'each is the end of the name of an endpoint that AWS offers; CreateVpcEndpoint refuses other names, halfway through an apply',
    reference:
      'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  },
  SLP1442: {
    severity: 'error',
    title: 'Keys of `network` fit its `mode`',
    why: 'slipway makes subnets, gateways and endpoints only in a VPC of its own: in that of others an endpoint with private DNS would answer for everybody',
    reference: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  },
  SLP1443: {
    severity: 'error',
    title: '`excludeZoneIds`: zones of the region of the stage',
    why: 'a zone of another region is left out of nothing, and the zone that was meant is used',
    reference: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html',
  },
} as const satisfies Record<string, Rule>;
