import type { Finding } from '../finding';
import { report } from '../report';
import type { OrchestratorSettings, Stage } from '../stage';
import { notifyFindings } from './notify-findings';

/** What is wrong with settings of the orchestrator that are each valid by themselves. */
export function orchestratorFindings(stage: Stage): Finding[] {
  const { orchestrator, at } = stage;
  if (!orchestrator) return [];
  return [
    ...taskFindings(orchestrator, at),
    ...limitFindings(orchestrator, at),
    ...notifyFindings('SLP1510', 'orchestrator', orchestrator.notify, stage),
  ];
}

function taskFindings({ tasks }: OrchestratorSettings, at: Stage['at']): Finding[] {
  if (tasks.length === 0) {
    const message = '`orchestrator.tasks` is empty';
    const fix = 'name a batch service, or remove `orchestrator`';
    return [report('SLP1501', at('orchestrator.tasks'), message, fix)];
  }
  return tasks.flatMap((task, index) => {
    if (tasks.indexOf(task) === index) return [];
    const message = `\`orchestrator.tasks[${index}]\` is ${task}, which stands there already`;
    return [report('SLP1501', at(`orchestrator.tasks.${index}`), message, 'remove it')];
  });
}

function limitFindings({ limits }: OrchestratorSettings, at: Stage['at']): Finding[] {
  const { account } = limits;
  return (['perUser', 'ecs', 'agentcore'] as const).flatMap((key) => {
    const limit = limits[key] ?? 0;
    if (limit <= account) return [];
    const message = `\`orchestrator.limits.${key}\` is ${limit}, and \`account\` is ${account}`;
    const fix = `write \`${key}: ${account}\`, or \`account: ${limit}\``;
    return [report('SLP1511', at(`orchestrator.limits.${key}`), message, fix)];
  });
}
