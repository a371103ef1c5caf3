import { stage, type RuleCase } from './rule-case';
import { stageFile } from '../workspace';
import type { RuleId } from '../../rules/rules';

const taskFile = 'apps/agent-runner/service.yaml';

const orchestrator = (settings: string): string => {
  const missing = ['owner: agents-team', 'tasks: [agent-runner]'].filter(
    (line) => !settings.includes(line.split(':', 1)[0] ?? line),
  );
  return `${stage}orchestrator: { ${[...missing, settings].join(', ')} }\n`;
};

const task = (settings: string): string =>
  `name: agent-runner\nkind: batch\nowner: agents-team\n${settings}\n`;

/** A case in which the orchestrator of the stage has other settings. */
function inOrchestrator(wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [stageFile]: orchestrator(wrong) },
    passes: { [stageFile]: orchestrator(right) },
    says: `${stageFile}:7:${says}`,
  };
}

/** A case in which a batch service is run otherwise. */
function inTask(wrong: string, right: string, says: string): RuleCase {
  return {
    fails: { [taskFile]: task(wrong) },
    passes: { [taskFile]: task(right) },
    says: `${taskFile}:4:${says}`,
  };
}

/** Cases of the rules for the orchestrator of a stage, and for how a batch service is run. */
export const orchestratorCases: Readonly<Partial<Record<RuleId, RuleCase>>> = {
  SLP1500: inOrchestrator(
    "owner: 'agents & co'",
    'owner: agents-team',
    `47 \`orchestrator.owner\` is 'agents & co'; allowed: the team that answers for it, 1 to 256 characters a tag may hold
write \`owner: agents - co\``,
  ),
  SLP1501: inOrchestrator(
    'tasks: [Agent Runner]',
    'tasks: [agent-runner]',
    `45 \`orchestrator.tasks[0]\` is Agent Runner; allowed: names of batch services, one at least, each once
write \`agent-runner\``,
  ),
  SLP1502: inOrchestrator(
    'limits: { perUser: 0 }',
    'limits: { perUser: 1 }',
    `79 \`orchestrator.limits.perUser\` is 0; allowed: 1 to 1,000 runs
write \`perUser: 1\``,
  ),
  SLP1503: inOrchestrator(
    'limits: { account: 20000 }',
    'limits: { account: 10000 }',
    `79 \`orchestrator.limits.account\` is 20000; allowed: 1 to 10,000 runs
write \`account: 10000\``,
  ),
  SLP1504: inOrchestrator(
    'limits: { ecs: 0 }',
    'limits: { ecs: 1 }',
    `75 \`orchestrator.limits.ecs\` is 0; allowed: 1 to 10,000 runs
write \`ecs: 1\``,
  ),
  SLP1505: inOrchestrator(
    'limits: { agentcore: 0 }',
    'limits: { agentcore: 1 }',
    `81 \`orchestrator.limits.agentcore\` is 0; allowed: 1 to 10,000 runs
write \`agentcore: 1\``,
  ),
  SLP1506: inOrchestrator(
    'deadlineSeconds: 10',
    'deadlineSeconds: 60',
    `77 \`orchestrator.deadlineSeconds\` is 10; allowed: 60 to 2,592,000 seconds
write \`deadlineSeconds: 60\``,
  ),
  SLP1507: inOrchestrator(
    'retentionDays: 91',
    'retentionDays: 90',
    `75 \`orchestrator.retentionDays\` is 91; allowed: 1 to 90 days
write \`retentionDays: 90\``,
  ),
  SLP1508: inOrchestrator(
    'memory: { retentionDays: 6 }',
    'memory: { retentionDays: 7 }',
    `85 \`orchestrator.memory.retentionDays\` is 6; allowed: 7 to 365 days
write \`retentionDays: 7\``,
  ),
  SLP1509: inOrchestrator(
    'notify: alarms',
    "notify: 'arn:aws:sns:eu-central-1:123456789012:alarms'",
    `68 \`orchestrator.notify\` is alarms; allowed: the ARN of an SNS topic
write \`notify: arn:aws:sns:eu-central-1:111122223333:alarms\``,
  ),
  SLP1510: inOrchestrator(
    "notify: 'arn:aws:sns:us-east-1:123456789012:alarms'",
    "notify: 'arn:aws:sns:eu-central-1:123456789012:alarms'",
    `60 \`orchestrator.notify\` is a topic in us-east-1, and the alarms of stage dev are in eu-central-1
name a topic in eu-central-1`,
  ),
  SLP1511: inOrchestrator(
    'limits: { perUser: 60 }',
    'limits: { perUser: 50 }',
    `70 \`orchestrator.limits.perUser\` is 60, and \`account\` is 50
write \`perUser: 50\`, or \`account: 60\``,
  ),
  SLP1520: inTask(
    'run: { backend: fargate }',
    'run: { backend: ecs }',
    `17 \`run.backend\` is fargate; allowed: ecs, agentcore or process
write \`backend: ecs\``,
  ),
  SLP1521: inTask(
    'run: { failover: agent-core }',
    'run: { failover: agentcore }',
    `18 \`run.failover\` is agent-core; allowed: ecs or agentcore
write \`failover: agentcore\``,
  ),
  SLP1522: inTask(
    'run: { backend: ecs, failover: ecs }',
    'run: { failover: agentcore }',
    `22 \`run.failover\` is ecs, and \`run.backend\` is ecs
write \`failover: agentcore\`, or remove it`,
  ),
  SLP1523: inTask(
    'run: { replayable: no }',
    'run: { replayable: false }',
    `20 \`run.replayable\` is no; allowed: true or false
write \`replayable: false\``,
  ),
  SLP1524: inTask(
    'run: { maxAttempts: 0 }',
    'run: { maxAttempts: 1 }',
    `21 \`run.maxAttempts\` is 0; allowed: 1 to 20 starts of a run
write \`maxAttempts: 1\``,
  ),
  SLP1525: inTask(
    'run: { heartbeatSeconds: 0 }',
    'run: { heartbeatSeconds: 1 }',
    `26 \`run.heartbeatSeconds\` is 0; allowed: 1 to 3,600 seconds
write \`heartbeatSeconds: 1\``,
  ),
  SLP1526: inTask(
    'run: { heartbeatSeconds: 1, lostAfterSeconds: 2 }',
    'run: { heartbeatSeconds: 1, lostAfterSeconds: 3 }',
    `47 \`run.lostAfterSeconds\` is 2; allowed: 3 to 86,400 seconds
write \`lostAfterSeconds: 3\``,
  ),
  SLP1527: inTask(
    'run: { stuckAfterSeconds: 9 }',
    'run: { stuckAfterSeconds: 10 }',
    `27 \`run.stuckAfterSeconds\` is 9; allowed: 10 to 2,592,000 seconds
write \`stuckAfterSeconds: 10\``,
  ),
  SLP1528: inTask(
    'run: { lostAfterSeconds: 44 }',
    'run: { lostAfterSeconds: 45 }',
    `8 \`run.lostAfterSeconds\` is 44, and a heartbeat comes every 15 s
write \`lostAfterSeconds: 45\``,
  ),
  SLP1529: inTask(
    'container: { architecture: x86_64 }\nrun: { backend: agentcore }',
    'container: { architecture: arm64 }\nrun: { backend: agentcore }',
    `14 agent-runner runs on AgentCore, and its image is for x86_64
write \`architecture: arm64\` below \`container\``,
  ),
  SLP1530: inTask(
    'secrets: { DSN: quotes/db }\nrun: { backend: agentcore }',
    'secrets: { DSN: quotes/db }\nrun: { backend: ecs }',
    `1 agent-runner runs on AgentCore, which has no \`secrets\`
remove \`secrets\`, or write \`backend: ecs\``,
  ),
};
