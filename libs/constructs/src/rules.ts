import type { Rule } from '@slipway/catalog';

/** Every rule of the constructs by its id. An id is never given to another rule. */
export const rules = {
  SLP3101: {
    severity: 'error',
    title: 'The module of a function exists',
    why: 'the module is bundled at synth; without it there is nothing to deploy',
  },
  SLP3102: {
    severity: 'error',
    title: 'The module of a function compiles',
    why: 'the module and all it imports is bundled at synth, and what does not compile cannot be deployed',
  },
  SLP3103: {
    severity: 'error',
    title: 'The prepared folder of a function holds its code',
    why: 'it is zipped as it is, and without it there is nothing to deploy',
  },
  SLP3104: {
    severity: 'error',
    title: 'The code of a function takes at most 250 MB',
    why: 'Lambda refuses more, layers included, halfway through an apply',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  SLP3105: {
    severity: 'error',
    title: 'The zip of a function has at most 50 MB',
    why: 'Terraform sends it with the request that creates the function, and Lambda refuses a larger one',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  SLP3106: {
    severity: 'error',
    title: 'A prepared folder holds files, folders and links inside it',
    why: 'a link to anywhere else leads nowhere on Lambda, and no zip holds sockets and pipes',
  },
  SLP3107: {
    severity: 'error',
    title: 'A prepared folder has the file that its handler names, and may run it',
    why: 'Lambda takes the zip all the same, and fails at the first call',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/foundation-progmodel.html',
  },
} as const satisfies Record<string, Rule>;
