import type { Rule } from './rule';

/** What must hold for the ways of requests into the stages of an account. */
export const ingressRules = {
  SLP1490: {
    severity: 'warning',
    title: '`ingress.link: v2` is not verified on AWS',
    why: 'AWS’s own pages differ on whether the path that an ALB sees begins with the API stage, and on whether an integration names the ALB or its listener; both paths lead to the service, the ALB is named, and nobody has seen it answer',
    reference:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html',
  },
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
    title: 'the stages of one account and region have at most 20 VPC links of V1',
    why: 'AWS gives an account 20 in a region until a higher quota is granted, and refuses the next one halfway through an apply',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  SLP1494: {
    severity: 'warning',
    title: 'the stages of one account and region have at most 10 VPC links of V2',
    why: 'AWS gives an account 10 in a region until a higher quota is granted, and refuses the next one halfway through an apply',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  },
} as const satisfies Record<string, Rule>;
