import type { Rule } from './rule';

/** What must hold for `container` and `scaling` of a service. */
export const containerRules = {
  SLP1221: {
    severity: 'error',
    title: '`container.port`: a TCP port, 1 to 65535',
    why: 'target group, security group and health check use it',
  },
  SLP1222: {
    severity: 'error',
    title: '`container.cpu` and `container.memory`: a size Fargate offers',
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
} as const satisfies Record<string, Rule>;
