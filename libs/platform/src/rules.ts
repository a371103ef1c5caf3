import type { Rule } from '@slipway/catalog';

const albQuotas =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html';

/** Every rule of the platform by its id. An id is never given to another rule. */
export const rules = {
  SLP2001: {
    severity: 'error',
    title: 'A lock can be read',
    why: 'without its lock a service has no place and no image, and an apply would remove what runs',
  },
  SLP2002: {
    severity: 'error',
    title: 'A lock has no merge conflict',
    why: 'what one side of a conflict says would be lost; `merge=union` in .gitattributes keeps both sides',
    reference: 'https://git-scm.com/docs/gitattributes#_built_in_merge_drivers',
  },
  SLP2003: {
    severity: 'error',
    title: 'A lock begins with a version that this program knows',
    why: 'another version can mean something else by the same line',
  },
  SLP2004: {
    severity: 'error',
    title: 'A lock has one line for each service, and ends with }',
    why: 'only whole lines merge without a conflict, and what a broken or missing line said is unknown',
  },
  SLP2005: {
    severity: 'error',
    title: 'A lock says one thing about a service',
    why: 'two branches have changed the line of this service, and a merge keeps both',
  },
  SLP2006: {
    severity: 'error',
    title:
      'A placement holds shard, priority and apiGroup; an image holds a digest per architecture',
    why: 'any other value was not written by slipway, and AWS would refuse it or run something else',
  },
  SLP2101: {
    severity: 'error',
    title: 'Every service is placed',
    why: 'ALB, rule priority and REST API of a service are picked once and kept, so that no deploy moves another service',
  },
  SLP2102: {
    severity: 'error',
    title: 'No two services of an ALB share a rule priority',
    why: 'a listener takes a priority once (PriorityInUse); two branches have picked the same one',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html',
  },
  SLP2103: {
    severity: 'error',
    title: 'The rule priority fits the depth of the base path',
    why: 'an ALB takes the first rule that matches, so `/a/b/*` must stand before `/a/*`',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  },
  SLP2104: {
    severity: 'error',
    title: 'A service is placed on an ALB that the stage has',
    why: 'an ALB, its listener and the stack with its services are made together; without them a rule has no listener, and no plan sees a kept registry',
  },
  SLP2105: {
    severity: 'error',
    title: 'An ALB holds at most 99 services',
    why: 'an ALB has 100 rules, one of them for its own health, and 100 target groups, a limit that AWS does not raise',
    reference: albQuotas,
  },
  SLP2106: {
    severity: 'warning',
    title: 'An ALB is filled to 85 percent',
    why: 'the ALB stops at 100 target groups; the rest is for branches that add services at the same time',
    reference: albQuotas,
  },
  SLP2107: {
    severity: 'error',
    title: 'There is room on an ALB for a new service',
    why: 'an ALB stops at 100 target groups, and is filled to 85 so that branches can add services at the same time',
    reference: albQuotas,
  },
  SLP2108: {
    severity: 'warning',
    title: 'A placed service exists',
    why: 'its place stays taken and its registry stands, so that the service finds place and images again when it returns',
  },
  SLP2109: {
    severity: 'error',
    title: 'Only a place that is taken can be freed',
    why: 'nothing would change, and the place that was meant stays taken',
  },
  SLP2110: {
    severity: 'error',
    title: 'A service is placed on a REST API that the stage has',
    why: 'a REST API, its routes and its keys are one stack; without it callers lose their address, and what AWS still has stays there unmanaged',
  },
  SLP2111: {
    severity: 'error',
    title: 'The base paths of a REST API make at most 300 resources',
    why: 'AWS refuses the import of an API with more; 300 are enough for 149 services with a base path of one segment',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  SLP2112: {
    severity: 'error',
    title: 'There is room on a REST API for a new service',
    why: 'a REST API stops at 300 resources, and is filled to 255 so that branches can add services at the same time',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  SLP2113: {
    severity: 'error',
    title: 'A base path and those below it are on one REST API',
    why: 'only inside one API the more specific route wins; at the address of the other, the service above takes the requests of the one below',
  },
  SLP2114: {
    severity: 'error',
    title: 'With `link: v2` no base path begins with the name of the stage',
    why: 'API Gateway may put the API stage in front of the path, so `/dev/quotes` at the ALB means `/quotes` of stage dev',
    reference:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html',
  },
  SLP2201: {
    severity: 'warning',
    title: 'A container service has an image',
    why: 'without a digest everything but its ECS service is created, and its route answers 503',
  },
  SLP2202: {
    severity: 'error',
    title: 'A container service has an image for its architecture',
    why: 'an image for another processor does not start, so its ECS service is left out, and removed where it runs',
  },
  SLP2203: {
    severity: 'warning',
    title: 'An image in the lock is of a container service',
    why: 'nothing runs it',
  },
  SLP2301: {
    severity: 'error',
    title: '`project` is not the start of names that AWS keeps for itself',
    why: 'every name begins with the project, and AWS refuses it halfway through an apply',
  },
  SLP2302: {
    severity: 'error',
    title: 'No two resources share a name',
    why: 'the second one to be created fails, or takes over the first',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;
