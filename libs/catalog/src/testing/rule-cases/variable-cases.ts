import { inStage, replaced, withLines, type RuleCase } from './rule-case';
import { serviceFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

/** A case in which the service's file ends in another line. */
const inLastLine = (wrong: string, right: string, says: string): RuleCase => ({
  fails: { [serviceFile]: withLines(wrong) },
  passes: { [serviceFile]: withLines(right) },
  says: `${serviceFile}:7:${says}`,
});

/** A service at another port, with a collector. */
const collected = (port: string): string =>
  replaced(withLines('telemetry: { collector: true }'), 'port: 8080', port);

const key = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

/** Cases of the rules for variables, logs and telemetry of a container service. */
export const variableCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1277: inLastLine(
    "secrets: { DSN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:quotes/db-a1B2c3' }",
    'secrets: { DSN: quotes/db }',
    `17 \`secrets.DSN\` is 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:…; allowed: names of secrets, of letters, digits and / _ + = . @ ! -
write \`DSN: quotes/db\``,
  ),
  SLP1278: inLastLine(
    'parameters: { RATES: /aws/service/rates }',
    'parameters: { RATES: /quotes/rates }',
    `22 \`parameters.RATES\` is /aws/service/rates; allowed: names of parameters, of letters, digits and . _ - with / between
write \`RATES: /quotes/rates-url\``,
  ),
  SLP1279: {
    fails: { [serviceFile]: withLines('environment: { DSN: none }\nsecrets: { DSN: quotes/db }') },
    passes: { [serviceFile]: withLines('environment: { DNS: none }\nsecrets: { DSN: quotes/db }') },
    says: `${serviceFile}:8:12 \`secrets\` and \`environment\` in line 7 both give \`DSN\` a value
remove \`DSN\` from one of them`,
  },
  SLP1280: inLastLine(
    'environment: { DB_PASSWORD: hunter2 }',
    'secrets: { DB_PASSWORD: quotes/db-password }',
    `16 \`environment\` holds the value of \`DB_PASSWORD\`, which by its name is a secret
keep the value in Secrets Manager, and write \`secrets: { DB_PASSWORD: quotes/db-password }\``,
  ),
  SLP1281: inLastLine(
    "environment: { AWS_XRAY_DAEMON_ADDRESS: 'localhost:2000' }",
    'telemetry: { collector: true }',
    `16 \`AWS_XRAY_DAEMON_ADDRESS\` is read by the X-Ray SDK, which sends to the X-Ray daemon
trace with OpenTelemetry, and write \`telemetry: { collector: true }\``,
  ),
  SLP1282: inLastLine(
    'telemetry: { collector: adot }',
    'telemetry: { collector: true }',
    `25 \`telemetry.collector\` is adot; allowed: true or false
write \`collector: false\``,
  ),
  SLP1283: inLastLine(
    'telemetry: { collector: true, memory: 63 }',
    'telemetry: { collector: true, memory: 64 }',
    `39 \`telemetry.memory\` is 63; allowed: 16 to 4,096 CPU units and 64 to 8,192 MiB
write \`memory: 64\``,
  ),
  SLP1284: inLastLine(
    'telemetry: { collector: true, memory: 507 }',
    'telemetry: { collector: true, memory: 506 }',
    `31 \`telemetry.memory\` is 507, and \`container.memory\`, the task’s, is 512: too little is left for the application
write \`memory: 128\` or less below \`telemetry\``,
  ),
  SLP1285: inLastLine(
    'logs: { mode: non_blocking }',
    'logs: { mode: non-blocking }',
    `15 \`logs.mode\` is non_blocking; allowed: non-blocking or blocking
write \`mode: non-blocking\``,
  ),
  SLP1286: inLastLine(
    'logs: { maxBufferSize: 0 }',
    'logs: { maxBufferSize: 1 }',
    `24 \`logs.maxBufferSize\` is 0; allowed: 1 to 1,024 MiB
write \`maxBufferSize: 1\``,
  ),
  SLP1287: inLastLine(
    'logs: { mode: blocking, maxBufferSize: 25 }',
    'logs: { mode: non-blocking, maxBufferSize: 25 }',
    `25 \`logs.maxBufferSize\` is of mode non-blocking, and \`logs.mode\` is blocking
remove \`maxBufferSize\`, or write \`mode: non-blocking\``,
  ),
  SLP1288: inLastLine(
    'logs: { kmsKey: alias/logs }',
    `logs: { kmsKey: '${key}' }`,
    `17 \`logs.kmsKey\` is alias/logs; allowed: the ARN of a KMS key, no alias
write \`kmsKey: arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000\``,
  ),
  SLP1289: {
    fails: { [serviceFile]: collected('port: 4318') },
    passes: { [serviceFile]: collected('port: 4319') },
    says: `${serviceFile}:4:14 \`container.port\` is 4318, on which the collector of the task listens
write \`port: 8080\``,
  },
  SLP1290: inStage(
    'state: { backend: local }',
    'state: { backend: local }\ncontainerInsights: on',
    'state: { backend: local }\ncontainerInsights: enabled',
    `6:20 \`containerInsights\` is on; allowed: enabled, enhanced or disabled
write \`containerInsights: enabled\``,
  ),
};
