import type { Rule } from '@slipway/catalog';

const albQuotas =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html';

const managedScaling =
  'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html';
const lambdaQuotas = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';

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
  SLP2115: {
    severity: 'warning',
    title: 'A stage has at most 300 usage plans',
    why: 'a service with a key has one, and an account has 300 in a region at first; AWS refuses the next, halfway through an apply',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  SLP2201: {
    severity: 'warning',
    title: 'A service that runs from an image has one',
    why: 'without a digest there is nothing to run: a container service answers 503, a batch service does not start, a function is left out with its route',
  },
  SLP2202: {
    severity: 'error',
    title: 'A service that runs from an image has one for its architecture',
    why: 'an image for another processor does not start, so its ECS service or function is left out, and removed where it runs',
  },
  SLP2203: {
    severity: 'warning',
    title: 'An image in the lock is of a service that runs from one',
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
  SLP2303: {
    severity: 'warning',
    title: 'A stage has at most 1,000 IAM roles',
    why: 'an account has 1,000 at first, in all regions together; IAM refuses the next, halfway through an apply',
    reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  SLP2450: {
    severity: 'error',
    title: 'An ALB has a listener for each service that is called or has no API',
    why: 'an ALB has 50 listeners by default, one of them for the API',
    reference: albQuotas,
  },
  SLP2451: {
    severity: 'error',
    title: 'At most 60 calls go through an ALB',
    why: 'each call is a rule of its security group, and a group has 60 inbound rules by default',
    reference:
      'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups',
  },
  SLP2452: {
    severity: 'warning',
    title: 'The services of an ALB scale to at most 1,000 tasks together',
    why: 'each task is a target, and an ALB has 1,000 at first; a task beyond them runs and gets no request',
    reference: albQuotas,
  },
  SLP2460: {
    severity: 'error',
    title: 'A task on Spot outlives its requests',
    why: 'AWS takes it back with SIGTERM before the ALB is told, so an earlier end answers 502; it kills the task after 120 seconds at most',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
  },
  SLP2461: {
    severity: 'error',
    title: 'The KMS key of a log group is in its region',
    why: 'CloudWatch Logs refuses a key of another region, halfway through an apply',
    reference: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  SLP2462: {
    severity: 'error',
    title: 'A network without a way out has no OpenTelemetry collector',
    why: 'its image is in the public registry of ECR, for which there is no endpoint, so no task would start',
    reference: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  },
  SLP2401: {
    severity: 'error',
    title: 'A function runs on a capacity provider that the stage has',
    why: 'the provider is made by the stage file; without it there is nothing to run the function on',
  },
  SLP2402: {
    severity: 'error',
    title: 'A function is built for the processor of its capacity provider',
    why: 'AWS refuses a function of another processor after plan has accepted it',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-capacity-providers.html',
  },
  SLP2403: {
    severity: 'error',
    title: 'An allowed instance type holds an environment of each function',
    why: 'Lambda keeps one vCPU and one GiB of each instance for itself; a version that fits nowhere never becomes active',
    reference: managedScaling,
  },
  SLP2404: {
    severity: 'error',
    title: '`scaling.maxVcpu` has room for the three instances that a version starts on',
    why: 'the first version fails, and a provider has been seen to stay broken after its limit was raised',
    reference: managedScaling,
  },
  SLP2405: {
    severity: 'error',
    title: '`scaling.maxVcpu` has room for the floors of all versions on the provider',
    why: 'each version holds a floor of its own; beyond the limit a new one does not start and its deploy fails',
    reference: managedScaling,
  },
  SLP2406: {
    severity: 'error',
    title: 'A capacity provider has at most 100 function versions',
    why: 'AWS refuses the next version, a limit that it does not raise',
    reference: lambdaQuotas,
  },
  SLP2407: {
    severity: 'warning',
    title: 'A capacity provider has at most 80 function versions',
    why: 'it stops at 100; the rest is for functions that are added and for deploys that went wrong',
    reference: lambdaQuotas,
  },
  SLP2408: {
    severity: 'error',
    title: 'The floors of an owner are within its `vcpuBudget`',
    why: 'floors run whether or not there are requests, so they are what a team pays in any case',
  },
  SLP2409: {
    severity: 'warning',
    title: '`vcpuBudget` names owners of functions on a capacity provider',
    why: 'a budget of a misspelt owner limits nothing',
  },
  SLP2480: {
    severity: 'error',
    title: 'What a service needs of AWS has a way out of the VPC',
    why: 'without a NAT gateway an AWS API is reached by an endpoint in the VPC only, and a task that cannot reach it never starts or hangs until it times out',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
  },
  SLP2481: {
    severity: 'warning',
    title: 'Tasks have no public IP addresses',
    why: 'one rule too many in a security group opens such a task to the internet, and each address costs by the hour',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',
  },
  SLP2701: {
    severity: 'error',
    title: '`orchestrator.tasks` name batch services that run in the stage',
    why: 'it starts containers that run to their end; a service of another kind never ends, and one that does not run there has no image and no role',
  },
  SLP2702: {
    severity: 'error',
    title: 'A task of the orchestrator says by `run` how it runs',
    why: 'without it nobody has thought about whether its work may be done again, or for how long it may be silent',
  },
  SLP2703: {
    severity: 'error',
    title: 'A task is a process in the stage of this machine, and in no other',
    why: 'there is neither ECS nor AgentCore on this machine, and a process of a Lambda function ends with its call',
  },
  SLP2704: {
    severity: 'error',
    title: 'A task of the orchestrator stands in the stack of the first ALB',
    why: 'the orchestrator stands there too, and that stack is deployed before the others',
  },
  SLP2705: {
    severity: 'error',
    title: 'A stage with an orchestrator runs the function `orchestrator`',
    why: 'it answers the API that runs are created, watched and cancelled by',
  },
  SLP2706: {
    severity: 'error',
    title: 'The function `orchestrator` runs in stages with an orchestrator',
    why: 'without it there is no table to keep runs in, and every request fails',
  },
  SLP2707: {
    severity: 'error',
    title: '`orchestrator.deadlineSeconds` is within what a task’s backend lets a run last',
    why: 'AgentCore ends a session after eight hours, whatever the deadline says',
    reference:
      'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html',
  },
  SLP2708: {
    severity: 'error',
    title: 'A task that runs as a process has a `local.command`',
    why: 'there is nothing else that could be started',
  },
  SLP2709: {
    severity: 'warning',
    title: '`orchestrator.limits` are for backends that a task of the stage runs on',
    why: 'a limit of another backend limits nothing',
  },
  SLP2710: {
    severity: 'error',
    title: 'What the functions of the orchestrator are told of its tasks fits into 4 KB',
    why: 'Lambda takes no more as variables of a function, and refuses them halfway through an apply',
    reference: lambdaQuotas,
  },
  SLP2711: {
    severity: 'error',
    title: '`orchestrator.retentionDays` spans the deadline of a run, and the hour to stop it in',
    why: 'payloads and what agents report expire by then: a run that is not over loses its input, and its agent counts as lost',
  },
  SLP2721: {
    severity: 'error',
    title: 'What the pruner leaves on a capacity provider are at most 100 function versions',
    why: 'AWS refuses the next version, a limit that it does not raise; kept and cold versions count alike, with `$LATEST.PUBLISHED` and the one that a deploy publishes',
    reference: lambdaQuotas,
  },
  SLP2722: {
    severity: 'warning',
    title: 'What the pruner leaves on a capacity provider are at most 80 function versions',
    why: 'it stops at 100; the rest is for functions that are added and for deploys that went wrong',
    reference: lambdaQuotas,
  },
  SLP2723: {
    severity: 'warning',
    title: '`versions` of a capacity provider counts what the pruner keeps on it',
    why: 'each kept version has a floor of its own, and one that a deploy publishes too; with too few counted, `maxVcpu` and `vcpuBudget` are checked against less than runs',
    reference: managedScaling,
  },
  SLP2724: {
    severity: 'error',
    title: '`pruner.pins` name functions of the stage',
    why: 'a pin that names no function protects nothing, and its version is deleted',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;
