import type { Rule } from './rule';

const scaling =
  'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html';

/** What must hold for `function` of a service on a capacity provider. */
export const managedFunctionRules = {
  SLP1340: {
    severity: 'error',
    title:
      '`function.capacityProvider`: the name of a capacity provider, lower-case letters, digits and single hyphens, a letter first',
    why: 'it is looked up in the stage file, and is part of the name that the provider has in AWS',
  },
  SLP1341: {
    severity: 'error',
    title: '`function.memoryPerVcpu`: 2, 4 or 8 GiB',
    why: 'the instances of capacity providers have one of these ratios of memory to vCPU',
    reference: scaling,
  },
  SLP1342: {
    severity: 'error',
    title: '`function.concurrency`: 1 to 1,600 requests',
    why: 'Lambda takes no other number, and says so halfway through an apply',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/api/API_LambdaManagedInstancesCapacityProviderConfig.html',
  },
  SLP1343: {
    severity: 'error',
    title: '`memoryPerVcpu`, `concurrency` and `floor` stand with `capacityProvider`',
    why: 'on the shared fleet they would have no effect: an environment there takes one request at a time and goes when it is idle',
    reference: scaling,
  },
  SLP1344: {
    severity: 'error',
    title: '`function.memory` is 2,048 MB or more on a capacity provider',
    why: 'Lambda refuses less there, after plan has accepted it',
    reference: scaling,
  },
  SLP1345: {
    severity: 'error',
    title: '`function.memory` makes whole vCPU at `memoryPerVcpu`',
    why: 'Lambda gives an environment on a capacity provider whole vCPU, one at least',
    reference: scaling,
  },
  SLP1346: {
    severity: 'error',
    title: '`function.concurrency` is at most 64 for each vCPU',
    why: 'Lambda refuses more, after plan has accepted it',
    reference: scaling,
  },
  SLP1347: {
    severity: 'warning',
    title: '`function.concurrency` is 8 or more, and at most what the runtime is made for',
    why: 'an environment with few places refuses requests while others start, and one with too many shares its CPU among them',
    reference: scaling,
  },
  SLP1348: {
    severity: 'error',
    title:
      '`function.runtime` runs on capacity providers: Node.js 22, Python 3.13, Java 21, .NET 8, Amazon Linux 2023 or newer',
    why: 'the runtime has to take several requests at once; Lambda refuses older ones after plan has accepted them',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-runtimes.html',
  },
  SLP1350: {
    severity: 'error',
    title: '`floor.min` and `floor.max`: 0 to 15,000 execution environments',
    why: 'Lambda takes no other number, and the schedule that sends it fails unseen',
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionScalingConfig.html',
  },
  SLP1351: {
    severity: 'error',
    title: '`floor.min` is not above `floor.max`, and 0 only where both are',
    why: 'Lambda refuses it when the schedule sends it, long after the deploy; 0 and 0 deactivate the function',
    reference: scaling,
  },
  SLP1352: {
    severity: 'warning',
    title: '`floor.min` is 3 or more',
    why: 'Lambda spreads environments over zones, and with fewer than three the loss of a zone can leave none',
    reference: scaling,
  },
  SLP1353: {
    severity: 'error',
    title: 'A floor of 0 has a window that reactivates the function',
    why: 'requests do not start a deactivated function, they fail until its limits are set again',
    reference: scaling,
  },
  SLP1354: {
    severity: 'error',
    title: '`floor.timezone`: a time zone such as Europe/Berlin',
    why: 'the windows follow its summer time',
    reference: 'https://www.iana.org/time-zones',
  },
  SLP1355: {
    severity: 'error',
    title: '`floor.windows[].days`: mon, tue, wed, thu, fri, sat or sun',
    why: 'a window begins on these days',
  },
  SLP1356: {
    severity: 'error',
    title:
      '`floor.windows[].from` and `floor.windows[].to`: quarters of an hour, 00:00 to 23:45, and 24:00 as an end',
    why: 'limits are set every quarter of an hour, since a new version begins without them',
  },
  SLP1357: {
    severity: 'error',
    title: 'Windows of a floor last a while, and do not overlap',
    why: 'of two limits for one time, which one holds would depend on which schedule comes last',
  },
  SLP1358: {
    severity: 'error',
    title: 'No function on a capacity provider is kept warm by requests',
    why: 'there are no cold starts there: environments come and go by load and limits, and a deactivated function does not answer a ping',
    reference: scaling,
  },
  SLP1359: {
    severity: 'error',
    title: 'No function on a capacity provider has a VPC of its own',
    why: 'its instances stand in the subnets of the provider; Lambda refuses both after plan has accepted them',
    reference:
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-networking.html',
  },
} as const satisfies Record<string, Rule>;
