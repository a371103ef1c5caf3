import type { Rule } from './rule';

const provider = 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateCapacityProvider.html';
const requirements = 'https://docs.aws.amazon.com/lambda/latest/api/API_InstanceRequirements.html';
const networking =
  'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-networking.html';

/** What must hold for the capacity providers of a stage file. */
export const capacityProviderRules = {
  SLP1460: {
    severity: 'error',
    title:
      '`capacityProviders`: names of 2 to 40 lower-case letters, digits and single hyphens, a letter first',
    why: 'the name is part of the names of provider, role and security group, which share only these characters',
    reference: provider,
  },
  SLP1461: {
    severity: 'error',
    title: '`owner`: the team that answers for it, 1 to 256 characters a tag may hold',
    why: 'it is a tag on the resources of the provider, and AWS refuses other characters in tag values',
    reference:
      'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
  },
  SLP1462: {
    severity: 'error',
    title: '`instanceTypes`: types such as m7g.large',
    why: 'Lambda refuses what is no type, and is asked again for minutes before it says so',
    reference: requirements,
  },
  SLP1463: {
    severity: 'error',
    title: '`instanceTypes` has `allow` or `exclude`, with 1 to 400 types',
    why: 'Lambda takes one of the two lists, and an empty one says nothing',
    reference: requirements,
  },
  SLP1464: {
    severity: 'error',
    title: '`instanceTypes` are C, M or R types of the provider’s processor, from large on',
    why: 'Lambda runs no others, and says so halfway through an apply or when a version finds no instance',
    reference: 'https://aws.amazon.com/lambda/pricing/',
  },
  SLP1465: {
    severity: 'error',
    title: '`scaling.mode`: auto or manual',
    why: 'it decides who says when instances are added',
    reference: provider,
  },
  SLP1466: {
    severity: 'error',
    title: '`scaling.maxVcpu`: 12 to 15,000 vCPU',
    why: 'a version starts on three instances, which have four vCPU each unless smaller ones fit; it is the only limit to what the provider costs',
    reference: provider,
  },
  SLP1467: {
    severity: 'error',
    title: '`scaling.cpu`: a target of 1 to 100 percent',
    why: 'Lambda takes no other target',
    reference: provider,
  },
  SLP1468: {
    severity: 'error',
    title: '`scaling.cpu` stands with mode manual, and mode manual with it',
    why: 'mode manual needs a policy to scale by, and mode auto takes none',
    reference: provider,
  },
  SLP1469: {
    severity: 'error',
    title: '`excludeZoneIds`: zone ids such as use1-az3',
    why: 'zone names such as us-east-1c mean another data centre in each account, ids mean the same one in all',
    reference: 'https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html',
  },
  SLP1470: {
    severity: 'error',
    title: '`kmsKey`: the ARN of a KMS key',
    why: 'an alias or an id can mean another key in another account, and the provider is made anew when it changes',
    reference: provider,
  },
  SLP1471: {
    severity: 'error',
    title: '`versions`: 1 to 100 versions of a function',
    why: 'a provider holds 100 versions of all its functions, a limit that AWS does not raise',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  SLP1472: {
    severity: 'error',
    title: '`instanceFamilies`: 2, 4 or 8 GiB for each vCPU, and names such as m9g',
    why: 'of the families that Lambda runs, C types have two GiB for each vCPU, M types four, R types eight',
    reference: 'https://aws.amazon.com/lambda/pricing/',
  },
  SLP1473: {
    severity: 'error',
    title: '`vcpuBudget`: 1 to 1,000,000 vCPU for an owner',
    why: 'floors run whether or not there are requests, so they are what a team pays in any case',
  },
  SLP1474: {
    severity: 'error',
    title: 'The instances of a capacity provider have a way to AWS',
    why: 'without one they never report as ready, and the first version waits until its deploy fails',
    reference: networking,
  },
  SLP1475: {
    severity: 'error',
    title: '`kmsKey` of a capacity provider is in the region of the stage',
    why: 'a volume is encrypted with a key of its own region only, so no instance would start',
    reference: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  },
} as const satisfies Record<string, Rule>;
