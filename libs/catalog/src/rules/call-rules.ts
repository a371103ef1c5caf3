import type { Rule } from './rule';

/** What must hold for `calls` of a service. */
export const callRules = {
  SLP1380: {
    severity: 'error',
    title: '`calls`: names of services, each once, none of them its own',
    why: 'each name opens one way through the internal ALB, and becomes one variable with its address',
  },
  SLP1381: {
    severity: 'error',
    title: 'A service that is called exists',
    why: 'nothing would answer at the address that the caller is given',
  },
  SLP1382: {
    severity: 'error',
    title: 'A service that is called is of kind http',
    why: 'only container services stand behind the internal ALB',
  },
  SLP1383: {
    severity: 'warning',
    title: 'Services do not call each other in a circle',
    why: 'when one of them is slow, each waits for itself, and none can be deployed first',
  },
  SLP1384: {
    severity: 'error',
    title: 'A service that is called runs in every stage of its caller',
    why: 'the caller would be given an address at which nothing listens',
  },
  SLP1385: {
    severity: 'error',
    title: '`environment`, `secrets` and `parameters` leave alone the variables that `calls` sets',
    why: 'the address of a called service is known at the deploy, and a written one would hide it',
  },
  SLP1386: {
    severity: 'warning',
    title: 'A service of kind http has an API or a caller',
    why: 'no request can reach its tasks, and they cost as much as ones that work',
  },
} as const satisfies Record<string, Rule>;
