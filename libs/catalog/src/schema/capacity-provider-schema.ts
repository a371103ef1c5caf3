import { z } from 'zod';
import { integer, oneOf, oneOfNumbers, text } from './field';
import { owner } from './owner-schema';

const architecture = oneOf('SLP1224', ['arm64', 'x86_64']);

const instanceType = text('SLP1462', {
  max: 30,
  pattern: /^[a-z0-9-]+\.[a-z0-9-]+$/,
  repair: (value) => value.toLowerCase(),
  example: 'm7g.large',
});

/** One Lambda capacity provider of a stage: EC2 instances that Lambda runs functions on. */
const capacityProvider = z.strictObject({
  owner: owner('SLP1461').describe('Team that answers for the provider; a tag on its resources.'),
  architecture: architecture.describe('Processor of its instances, and of every function on it.'),
  instanceTypes: z
    .strictObject({
      allow: z.array(instanceType).optional().describe('Types that Lambda may run, and no other.'),
      exclude: z.array(instanceType).optional().describe('Types that Lambda must not run.'),
    })
    .optional()
    .describe('Limits what Lambda chooses from; left out, it takes what fits and is there.'),
  scaling: z
    .strictObject({
      mode: oneOf('SLP1465', ['auto', 'manual'])
        .default('auto')
        .describe('Whether Lambda decides when instances are added, or `cpu` does.'),
      maxVcpu: integer('SLP1466', { min: 12, max: 15_000, example: 64 })
        .default(64)
        .describe('vCPU of all its instances together, at most.'),
      cpu: integer('SLP1467', { min: 1, max: 100, example: 60, unit: 'percent' })
        .optional()
        .describe('Average CPU in percent that instances are added for, in mode manual.'),
    })
    .prefault({})
    .describe('How many instances there are.'),
  excludeZoneIds: z
    .array(text('SLP1469', { max: 16, pattern: /^[a-z]{3,5}\d-az\d$/, example: 'use1-az3' }))
    .default([])
    .describe('Zones without instances, by zone id, besides those that the network leaves out.'),
  kmsKey: text('SLP1470', {
    max: 256,
    pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
    example: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  })
    .optional()
    .describe('Key that encrypts the volumes of its instances, by ARN; left out, one of AWS.'),
  versions: integer('SLP1471', { min: 1, max: 100, example: 3 })
    .default(3)
    .describe(
      'Versions of each function that are on the provider at once: the live one, those kept for a rollback, one that a deploy publishes. The rules count with it; `pruner` deletes the others.',
    ),
});

/** `capacityProviders` of a stage, by name. */
export const capacityProviders = z
  .record(z.string(), capacityProvider)
  .default({})
  .describe('EC2 instances that Lambda runs functions on, by name.');

/** `instanceFamilies` of a stage. */
export const instanceFamilies = z
  .record(
    z.string(),
    z.strictObject({
      architecture: architecture.describe('Processor of the family.'),
      memoryPerVcpu: oneOfNumbers('SLP1472', [2, 4, 8]).describe('GiB of memory for each vCPU.'),
    }),
  )
  .default({})
  .describe('Families of instances that Lambda runs and slipway does not know yet, by name.');

/** `vcpuBudget` of a stage. */
export const vcpuBudget = z
  .record(z.string(), integer('SLP1473', { min: 1, max: 1_000_000, example: 24 }))
  .default({})
  .describe('vCPU that the floors of an owner may hold in the stage, by owner.');
