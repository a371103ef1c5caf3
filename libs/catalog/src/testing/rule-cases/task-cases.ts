import { inService, withLines, type RuleCase } from './rule-case';
import { serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

/** A case in which `container` says one thing more. */
const inContainer = (wrong: string, right: string, says: string): RuleCase =>
  inService('port: 8080', `port: 8080, ${wrong}`, `port: 8080, ${right}`, `4:${says}`);

const inScaling = (wrong: string, right: string, says: string): RuleCase =>
  inService('cpu: 60', `cpu: 60, ${wrong}`, `cpu: 60, ${right}`, `6:${says}`);

const inDeployment = (wrong: string, right: string, says: string): RuleCase => ({
  fails: { [serviceFile]: withLines(`deployment: { ${wrong} }`) },
  passes: { [serviceFile]: withLines(`deployment: { ${right} }`) },
  says: `${serviceFile}:7:${says}`,
});

/** Cases of the rules for how tasks run. */
export const taskCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1260: inContainer(
    'user: root',
    'user: node',
    `32 \`container.user\` is root; allowed: \`uid\`, \`uid:gid\`, or names of the image, and not root
write \`user: 1000:1000\``,
  ),
  SLP1261: inContainer(
    'readOnly: yes',
    'readOnly: true',
    `36 \`container.readOnly\` is yes; allowed: true or false
write \`readOnly: true\``,
  ),
  SLP1262: inContainer(
    'mounts: [tmp]',
    'mounts: [/tmp]',
    `35 \`container.mounts[0]\` is tmp; allowed: absolute paths of letters, digits and . _ -
write \`/tmp\``,
  ),
  SLP1263: inContainer(
    'mounts: [/tmp, /data, /tmp]',
    'mounts: [/tmp, /data, /tmp2]',
    `48 \`container.mounts\` names /tmp twice
remove one of them`,
  ),
  SLP1264: inContainer(
    'ephemeralStorage: 20',
    'ephemeralStorage: 21',
    `44 \`container.ephemeralStorage\` is 20; allowed: 21 to 200 GiB
write \`ephemeralStorage: 21\``,
  ),
  SLP1265: inContainer(
    'exec: on',
    'exec: true',
    `32 \`container.exec\` is on; allowed: true or false
write \`exec: true\``,
  ),
  SLP1266: inContainer(
    'capacity: { spot: -1 }',
    'capacity: { spot: 0 }',
    `44 \`container.capacity.spot\` is -1; allowed: 0 to 100,000 tasks and 0 to 100 percent
write \`spot: 0\``,
  ),
  SLP1267: inContainer(
    'capacity: { spot: 100, base: 1 }',
    'capacity: { spot: 99, base: 1 }',
    `26 with \`container.capacity.spot\` 100, Fargate has weight 0 and places no task, not the \`base\` of 1 either
write \`spot: 99\`, or \`base: 0\``,
  ),
  SLP1268: inContainer(
    'capacity: { spot: 70, base: 6 }',
    'capacity: { spot: 70, base: 5 }',
    `26 \`container.capacity\` asks for 70 % on Spot beyond a \`base\` of 6, which is 0 % of 2 tasks and 28 % of 10 tasks
write \`base: 5\`, or \`max: 12\` below \`scaling\``,
  ),
  SLP1269: inContainer(
    'capacity: { spot: 51, base: 0 }',
    'capacity: { spot: 50, base: 0 }',
    `26 of the 2 tasks that always run, \`container.capacity\` puts 49 % on demand, less than one
write \`base: 1\`, or more`,
  ),
  SLP1270: inScaling(
    'memory: 9',
    'memory: 10',
    `46 \`scaling.memory\` is 9; allowed: a target of 10 to 90 percent
write \`memory: 10\``,
  ),
  SLP1271: inScaling(
    'requestsPerTarget: 0',
    'requestsPerTarget: 1',
    `57 \`scaling.requestsPerTarget\` is 0; allowed: 1 to 1,000,000 requests per task and minute
write \`requestsPerTarget: 1\``,
  ),
  SLP1272: inDeployment(
    'maximumPercent: 201',
    'maximumPercent: 200',
    `31 \`deployment.maximumPercent\` is 201; allowed: 0 to 100 and 100 to 200 percent
write \`maximumPercent: 200\``,
  ),
  SLP1273: inDeployment(
    'maximumPercent: 149',
    'maximumPercent: 150',
    `1 of 2 tasks, \`deployment\` keeps 2 or more and allows 2 at most, so none can be replaced
write \`maximumPercent: 150\` or more`,
  ),
  SLP1274: inDeployment(
    'minimumHealthyPercent: 50, maximumPercent: 100',
    'minimumHealthyPercent: 50, maximumPercent: 101',
    `42 \`deployment.maximumPercent\` is 100, and \`deployment.zoneRebalancing\` starts a task in another zone before it stops one
write \`maximumPercent: 200\`, or \`zoneRebalancing: false\``,
  ),
  SLP1275: inDeployment(
    'zoneRebalancing: off',
    'zoneRebalancing: false',
    `32 \`deployment.zoneRebalancing\` is off; allowed: true or false
write \`zoneRebalancing: false\``,
  ),
  SLP1276: inDeployment(
    'healthCheckGracePeriod: -1',
    'healthCheckGracePeriod: 0',
    `39 \`deployment.healthCheckGracePeriod\` is -1; allowed: 0 to 2,147,483,647 seconds
write \`healthCheckGracePeriod: 0\``,
  ),
};
