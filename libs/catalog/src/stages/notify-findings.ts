import type { Finding } from '../finding';
import { report } from '../report';
import type { RuleId } from '../rules/rules';
import type { Stage } from '../stage';

/** What is wrong between a topic of alarms and the region of its stage. */
export function notifyFindings(
  rule: RuleId,
  section: 'pruner' | 'orchestrator',
  topic: string | undefined,
  { region, name, at }: Stage,
): Finding[] {
  const [, , , ofTopic] = topic?.split(':') ?? [];
  if (ofTopic === undefined || ofTopic === region) return [];
  const message = `\`${section}.notify\` is a topic in ${ofTopic}, and the alarms of stage ${name} are in ${region}`;
  return [report(rule, at(`${section}.notify`), message, `name a topic in ${region}`)];
}
