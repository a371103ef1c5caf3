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
} as const satisfies Record<string, Rule>;
