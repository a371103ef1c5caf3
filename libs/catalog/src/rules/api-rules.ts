import type { Rule } from './rule';

/** What must hold for `api` of a service. */
export const apiRules = {
  SLP1251: {
    severity: 'error',
    title:
      '`api.basePath`: one to four segments of lower-case letters, digits, `-`, `_` and `.`, at most 126 characters',
    why: 'API Gateway, the ALB rule and the service must read the same path; an ALB pattern holds 128 characters',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions',
  },
  SLP1252: {
    severity: 'error',
    title: '`api.basePath` does not begin with /ping or /sping',
    why: 'API Gateway keeps these two paths for its own health checks, and a request to them never reaches the service',
    reference:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  SLP1253: {
    severity: 'error',
    title: 'No two services of a stage share a base path',
    why: 'only one of them would get the requests, and which one would depend on rule priorities',
  },
  SLP1254: {
    severity: 'error',
    title: '`api.expose`: public',
    why: 'the REST API of a stage is reachable from the internet',
  },
  SLP1255: {
    severity: 'error',
    title: '`api.auth`: none or apiKey',
    why: 'these are the checks that the REST API makes before it forwards a request',
  },
  SLP1256: {
    severity: 'error',
    title: '`api.timeoutMs`: 50 to 29,000 milliseconds',
    why: 'API Gateway gives up on an integration after 29 seconds',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
} as const satisfies Record<string, Rule>;
