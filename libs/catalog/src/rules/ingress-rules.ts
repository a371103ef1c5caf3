import type { Rule } from './rule';

/** What must hold for the ways of requests into the stages of an account. */
export const ingressRules = {
  SLP1491: {
    severity: 'error',
    title: '`ingress.groups`: 1 to 50 REST APIs',
    why: 'each has an address, a stack and logs of its own, and an account has 600 of them in a region',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  SLP1492: {
    severity: 'warning',
    title: 'the stages of one account and region have at most 50 ALBs',
    why: 'AWS gives an account 50 in a region until a higher quota is granted, and refuses the next one halfway through an apply',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  SLP1493: {
    severity: 'warning',
    title: 'the stages of one account and region have at most 20 VPC links',
    why: 'AWS gives an account 20 in a region until a higher quota is granted, and refuses the next one halfway through an apply',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
} as const satisfies Record<string, Rule>;
