import type { Rule } from './rule';

/** What must hold for the values of a `service.yaml`. */
export const serviceRules = {
  SLP1201: {
    severity: 'error',
    title:
      '`name`: lower-case letters, digits and single hyphens, 2 to 40 characters, a letter first',
    why: 'it is part of the name of every resource of the service, and AWS names share only these characters',
  },
  SLP1202: {
    severity: 'error',
    title: '`name` equals the folder of the service',
    why: 'commands, findings and reviews find a service by its folder',
  },
  SLP1203: {
    severity: 'error',
    title: 'No two services share a name',
    why: 'both would claim the same resources, and each apply would replace those of the other',
  },
  SLP1204: {
    severity: 'error',
    title: '`kind`: http or function',
    why: 'the kind decides which resources run the service',
  },
  SLP1205: {
    severity: 'error',
    title: '`owner`: the team that answers for the service, 1 to 256 characters a tag may hold',
    why: 'it is a tag on every resource, and AWS refuses other characters in tag values',
    reference:
      'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
  },
  SLP1206: {
    severity: 'error',
    title: '`description`: 1 to 256 characters',
    why: 'it becomes the description of the function, which Lambda cuts off at 256 characters',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  },
  SLP1207: {
    severity: 'error',
    title:
      '`environment`: names are letters, digits and underscores, at least two, a letter first; values are text',
    why: 'Lambda refuses other names, and a service can change its kind later',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html',
  },
  SLP1208: {
    severity: 'error',
    title: '`environment` leaves alone what the platform sets',
    why: 'the runtime sets it itself: Lambda refuses its own names, and containers are told their port by PORT',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime',
  },
  SLP1209: {
    severity: 'error',
    title: '`logs.retentionDays`: a period CloudWatch Logs offers',
    why: 'PutRetentionPolicy refuses every other number, halfway through an apply',
    reference:
      'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
  },
  SLP1210: {
    severity: 'error',
    title: '`local.command`: a shell command, at most 4,096 characters',
    why: 'the local stage starts the service with it',
  },
  SLP1211: {
    severity: 'error',
    title: 'No text has a control character but tabs and line breaks',
    why: 'no process starts with a NUL in its command or a variable, no path has one, and what else there is of them is a slip',
    reference: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/exec.html',
  },
  SLP1221: {
    severity: 'error',
    title: '`container.port`: a TCP port, 1 to 65535',
    why: 'target group, security group and health check use it',
  },
  SLP1222: {
    severity: 'error',
    title: '`container.cpu` and `container.memory` are a size Fargate offers',
    why: 'Fargate sells fixed pairs of CPU and memory; RegisterTaskDefinition refuses any other, after plan has accepted it',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size',
  },
  SLP1223: {
    severity: 'error',
    title: '`container.health`: a path that starts with /, at most 1,024 characters',
    why: 'the ALB asks it to decide which tasks get traffic',
    reference:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',
  },
  SLP1224: {
    severity: 'error',
    title: '`architecture`: arm64 or x86_64',
    why: 'these are the processors of Fargate and Lambda',
  },
  SLP1225: {
    severity: 'error',
    title: '`container.dockerfile`: a path inside the folder of the service',
    why: 'a service is affected by changes of its own folder only; a file elsewhere would change it unnoticed',
  },
  SLP1226: {
    severity: 'error',
    title: '`container.stopTimeout`: 2 to 120 seconds',
    why: 'Fargate kills a container at most 120 seconds after SIGTERM',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  },
  SLP1231: {
    severity: 'error',
    title: '`scaling.min` and `scaling.max`: 1 to 5,000 tasks',
    why: 'an ECS service runs at most 5,000 tasks, and with none its CPU has no average to scale by',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html',
  },
  SLP1232: {
    severity: 'error',
    title: '`scaling.min` is not above `scaling.max`',
    why: 'RegisterScalableTarget refuses a minimum above the maximum',
    reference:
      'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
  },
  SLP1233: {
    severity: 'error',
    title: '`scaling.cpu`: a target of 10 to 90 percent',
    why: 'above 90 percent tasks are saturated before new ones arrive, below 10 the service never scales in',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html',
  },
  SLP1241: {
    severity: 'error',
    title: '`function.entry`: a TypeScript or JavaScript module inside the folder of the service',
    why: 'it is bundled into what Lambda runs',
  },
  SLP1242: {
    severity: 'error',
    title: '`function.runtime`: nodejs22.x or nodejs20.x',
    why: 'functions are bundled for these runtimes of Lambda',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  },
  SLP1243: {
    severity: 'error',
    title: '`function.memory`: 128 to 10,240 MB',
    why: 'Lambda offers no other sizes',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  SLP1244: {
    severity: 'error',
    title: '`function.timeout`: 1 to 900 seconds',
    why: 'Lambda ends every invocation after 15 minutes',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  SLP1245: {
    severity: 'warning',
    title: '`function.timeout` is not above `api.timeoutMs`',
    why: 'API Gateway answers 504 while the function runs on and is billed',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  SLP1246: {
    severity: 'error',
    title: '`environment` of a function: 4,096 bytes for all variables together, as JSON',
    why: 'Lambda refuses a function with more, after plan has accepted it',
    reference: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
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
