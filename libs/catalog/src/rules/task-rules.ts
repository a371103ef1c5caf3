import type { Rule } from './rule';

const containerDefinition =
  'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html';
const deploymentConfiguration =
  'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html';
const capacityProviders =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html';

/** What must hold for how tasks run: user, file system, capacity, deployment. */
export const taskRules = {
  SLP1260: {
    severity: 'error',
    title: '`container.user`: `uid`, `uid:gid`, or names of the image, and not root',
    why: 'a process that runs as root needs one flaw less to leave its container',
    reference: containerDefinition,
  },
  SLP1261: {
    severity: 'error',
    title: '`container.readOnly`: true or false',
    why: 'a read-only file system keeps what breaks in from bringing programs along',
  },
  SLP1262: {
    severity: 'error',
    title: '`container.mounts`: absolute paths of letters, digits and . _ -',
    why: 'a volume is mounted at each of them',
    reference: containerDefinition,
  },
  SLP1263: {
    severity: 'error',
    title: '`container.mounts` names each path once',
    why: 'RegisterTaskDefinition refuses a second volume at a path, after plan has accepted it',
    reference: containerDefinition,
  },
  SLP1264: {
    severity: 'error',
    title: '`container.ephemeralStorage`: 21 to 200 GiB',
    why: 'Fargate gives 20 GiB to a task that names none, and RegisterTaskDefinition refuses what is outside',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html',
  },
  SLP1265: {
    severity: 'error',
    title: '`container.exec`: true or false',
    why: 'it gives the task role the rights of a session, and the container folders that its agent writes to',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  },
  SLP1266: {
    severity: 'error',
    title:
      '`container.capacity.base` and `container.capacity.spot`: 0 to 100,000 tasks and 0 to 100 percent',
    why: 'they become the base and the weights of a capacity provider strategy',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',
  },
  SLP1267: {
    severity: 'error',
    title: '`container.capacity.base` has a provider that places tasks',
    why: 'a capacity provider of weight 0 places no tasks',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',
  },
  SLP1268: {
    severity: 'warning',
    title: 'At `scaling.max` at least half of `container.capacity.spot` is reached',
    why: 'the share counts only from `base` on, so it is spot × (tasks − base) ÷ tasks, far from what the file says where `base` is large',
    reference: capacityProviders,
  },
  SLP1269: {
    severity: 'warning',
    title: 'Of the tasks that always run, one is on demand',
    why: 'AWS takes Spot tasks back with two minutes of notice and starts no others while it has no Spot, which leaves no task at all',
    reference: capacityProviders,
  },
  SLP1270: {
    severity: 'error',
    title: '`scaling.memory`: a target of 10 to 90 percent',
    why: 'above 90 percent tasks run out of memory before new ones arrive, below 10 the service never scales in',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html',
  },
  SLP1271: {
    severity: 'error',
    title: '`scaling.requestsPerTarget`: 1 to 1,000,000 requests per task and minute',
    why: 'the ALB counts the requests of its target group in minutes',
    reference:
      'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html',
  },
  SLP1272: {
    severity: 'error',
    title:
      '`deployment.minimumHealthyPercent` and `deployment.maximumPercent`: 0 to 100 and 100 to 200 percent',
    why: 'below or above, ECS would scale the service by a deployment',
    reference: deploymentConfiguration,
  },
  SLP1273: {
    severity: 'error',
    title: '`deployment` leaves room to replace a task',
    why: 'ECS rounds the tasks that must run up and those that may run down; where neither one can stop nor one can start, a deployment never ends',
    reference: deploymentConfiguration,
  },
  SLP1274: {
    severity: 'error',
    title: '`deployment.zoneRebalancing` needs a `deployment.maximumPercent` above 100',
    why: 'ECS refuses such a service, after plan has accepted it',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  },
  SLP1275: {
    severity: 'error',
    title: '`deployment.zoneRebalancing`: true or false',
    why: 'ECS rebalances by default, and a moved task drops its open connections',
    reference:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  },
  SLP1276: {
    severity: 'error',
    title: '`deployment.healthCheckGracePeriod`: 0 to 2,147,483,647 seconds',
    why: 'ECS stops a task that the load balancer finds unhealthy later than that',
    reference: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
  },
} as const satisfies Record<string, Rule>;
