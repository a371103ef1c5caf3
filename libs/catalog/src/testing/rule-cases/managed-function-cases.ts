import { mailer, replaced, type RuleCase } from './rule-case';
import { functionFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

const line = 'memory: 256';
const onProvider = (settings: string): string =>
  replaced(functionFile, line, `capacityProvider: agents, ${settings}`);

/** A case in which the settings of a function on a capacity provider are others. */
function managed(wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [mailer]: onProvider(wrong) },
    passes: { [mailer]: onProvider(right) },
    says: `${mailer}:${says}`,
  };
}

const floor = (settings: string): string => `memory: 2048, floor: { ${settings} }`;
const nights = (window: string): string =>
  floor(`min: 3, max: 6, windows: [{ days: [mon, tue], ${window}, min: 4, max: 8 }]`);

/** Cases of the rules for functions on capacity providers. */
export const managedFunctionCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1340: {
    fails: { [mailer]: replaced(functionFile, line, 'capacityProvider: Agents, memory: 2048') },
    passes: { [mailer]: onProvider('memory: 2048') },
    says: `${mailer}:4:54 \`function.capacityProvider\` is Agents; allowed: the name of a capacity provider, lower-case letters, digits and single hyphens, a letter first
write \`capacityProvider: agents\``,
  },
  SLP1341: managed(
    'memory: 8192, memoryPerVcpu: 6',
    'memory: 8192, memoryPerVcpu: 4',
    `4:91 \`function.memoryPerVcpu\` is 6; allowed: 2, 4 or 8 GiB
write \`memoryPerVcpu: 4\``,
  ),
  SLP1342: managed(
    'memory: 2048, concurrency: 0',
    'memory: 2048, concurrency: 64',
    `4:89 \`function.concurrency\` is 0; allowed: 1 to 1,600 requests
write \`concurrency: 1\``,
  ),
  SLP1343: {
    fails: { [mailer]: replaced(functionFile, line, 'memory: 2048, concurrency: 64') },
    passes: { [mailer]: onProvider('memory: 2048, concurrency: 64') },
    says: `${mailer}:4:50 \`function.concurrency\` is of functions on a capacity provider, and this one runs on the shared fleet
remove \`concurrency\`, or add \`capacityProvider: agents\` with a provider of the stage`,
  },
  SLP1344: managed(
    'memory: 2047',
    'memory: 2048',
    `4:62 \`function.memory\` is 2047, and on the capacity provider agents it is 2048 MB at least
write \`memory: 2048\``,
  ),
  SLP1345: managed(
    'memory: 2048, memoryPerVcpu: 4',
    'memory: 4096, memoryPerVcpu: 4',
    `4:62 2048 MB at 4 GiB for each vCPU are 0.5 vCPU
write \`memory: 4096\``,
  ),
  SLP1346: managed(
    'memory: 4096, concurrency: 129',
    'memory: 4096, concurrency: 128',
    `4:76 \`function.concurrency\` is 129, above 64 × 2 vCPU
write \`concurrency: 128\``,
  ),
  SLP1347: managed(
    'memory: 2048, concurrency: 7',
    'memory: 2048, concurrency: 8',
    `4:76 \`function.concurrency\` is 7: 21 requests at once fill the three environments that a version starts with
write \`concurrency: 8\` or more`,
  ),
  SLP1348: managed(
    'memory: 2048, runtime: nodejs20.x',
    'memory: 2048, runtime: nodejs22.x',
    `4:76 nodejs20.x does not run on the capacity provider agents
write \`runtime: nodejs22.x\``,
  ),
  SLP1350: managed(
    floor('min: 3, max: 15001'),
    floor('min: 3, max: 15000'),
    `4:98 \`function.floor.max\` is 15001; allowed: 0 to 15,000 execution environments
write \`max: 15000\``,
  ),
  SLP1351: managed(
    floor('min: 0, max: 1'),
    floor('min: 3, max: 3'),
    `4:85 \`function.floor.min\` is 0, and \`function.floor.max\` is 1
write \`max: 0\` to deactivate the function, or \`min: 1\` to keep it`,
  ),
  SLP1352: managed(
    floor('min: 2, max: 6'),
    floor('min: 3, max: 6'),
    `4:85 \`function.floor.min\` is 2, fewer than one environment in each of three zones
write \`min: 3\``,
  ),
  SLP1353: managed(
    floor('min: 0, max: 0'),
    floor("min: 0, max: 0, windows: [{ days: [mon], from: '08:00', to: '20:00', min: 3, max: 6 }]"),
    `4:76 the floor is 0 all week, so nothing reactivates the function
write \`min: 3\` and \`max: 6\`, or add a window with them`,
  ),
  SLP1354: managed(
    floor('min: 3, max: 6, timezone: Berlin'),
    floor('min: 3, max: 6, timezone: Europe/Berlin'),
    `4:111 \`function.floor.timezone\` is Berlin; allowed: a time zone such as Europe/Berlin
write \`timezone: Europe/Berlin\``,
  ),
  SLP1355: managed(
    floor(
      "min: 3, max: 6, windows: [{ days: [monday], from: '08:00', to: '20:00', min: 4, max: 8 }]",
    ),
    floor("min: 3, max: 6, windows: [{ days: [mon], from: '08:00', to: '20:00', min: 4, max: 8 }]"),
    `4:120 \`function.floor.windows[0].days[0]\` is monday; allowed: mon, tue, wed, thu, fri, sat or sun
write \`mon\``,
  ),
  SLP1356: managed(
    nights("from: '08:10', to: '20:00'"),
    nights("from: '08:00', to: '20:00'"),
    `4:137 \`function.floor.windows[0].from\` is '08:10'; allowed: quarters of an hour, 00:00 to 23:45, and 24:00 as an end
write \`from: 08:00\``,
  ),
  SLP1357: managed(
    floor(
      "min: 3, max: 6, windows: [{ days: [mon], from: '20:00', to: '06:15', min: 4, max: 8 }, { days: [tue], from: '06:00', to: '20:00', min: 5, max: 9 }]",
    ),
    floor(
      "min: 3, max: 6, windows: [{ days: [mon], from: '20:00', to: '06:00', min: 4, max: 8 }, { days: [tue], from: '06:00', to: '20:00', min: 5, max: 9 }]",
    ),
    `4:172 \`function.floor.windows[0]\` and \`windows[1]\` both hold on tue at 06:00
end one of them before the other begins`,
  ),
  SLP1358: managed(
    'memory: 2048, warm: true',
    'memory: 2048, warm: false',
    `4:76 \`function.warm\` pings the function, and environments on the capacity provider agents neither start nor stay by requests
remove \`warm\`, and write \`floor: { min: 3, max: 6 }\``,
  ),
  SLP1359: managed(
    'memory: 2048, vpc: true',
    'memory: 2048, vpc: false',
    `4:76 \`function.vpc\` places the function in a VPC, and the capacity provider agents has its own subnets
remove \`vpc\`: the provider runs in the VPC of the stage`,
  ),
};
