import { inService, type RuleCase } from './rule-case';
import type { RuleId } from '../../rules/rules';

/** Cases of the rules for `container` and `scaling`. */
export const containerCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1221: inService(
    'port: 8080',
    'port: 65536',
    'port: 65535',
    `4:20 \`container.port\` is 65536; allowed: a TCP port, 1 to 65535
write \`port: 65535\``,
  ),
  SLP1222: inService(
    'memory: 512',
    'memory: 4096',
    'memory: 2048',
    `4:36 with \`container.cpu\` 256, \`container.memory\` 4096 is no size Fargate offers; it offers 512, 1024, 2048 MiB
write \`cpu: 512\` and \`memory: 4096\``,
  ),
  SLP1223: inService(
    'health: /health',
    'health: health',
    'health: /health',
    `4:57 \`container.health\` is health; allowed: a path that starts with /, at most 1,024 characters
write \`health: /health\``,
  ),
  SLP1225: inService(
    'port: 8080',
    'port: 8080, dockerfile: ../Dockerfile',
    'port: 8080, dockerfile: docker/Dockerfile',
    `4:38 \`container.dockerfile\` is ../Dockerfile; allowed: a path inside the folder of the service
write \`dockerfile: Dockerfile\``,
  ),
  SLP1226: inService(
    'port: 8080',
    'port: 8080, stopTimeout: 121',
    'port: 8080, stopTimeout: 120',
    `4:39 \`container.stopTimeout\` is 121; allowed: 2 to 120 seconds
write \`stopTimeout: 120\``,
  ),
  SLP1231: inService(
    'min: 2',
    'min: 0',
    'min: 1',
    `6:17 \`scaling.min\` is 0; allowed: 1 to 5,000 tasks
write \`min: 1\``,
  ),
  SLP1232: inService(
    'min: 2, max: 10',
    'min: 11, max: 10',
    'min: 10, max: 10',
    `6:12 \`scaling.min\` is 11, above \`scaling.max\` of 10
write \`max: 11\` or more`,
  ),
  SLP1233: inService(
    'cpu: 60',
    'cpu: 91',
    'cpu: 90',
    `6:34 \`scaling.cpu\` is 91; allowed: a target of 10 to 90 percent
write \`cpu: 90\``,
  ),
};
