import { BedrockagentcoreMemory } from '@cdktf/provider-aws/lib/bedrockagentcore-memory';
import { Construct } from 'constructs';
import { allow, type PolicyStatement } from '../policy';

/** Short-term memory of agents: what was said, by actor and session. Nothing is extracted from it. */
export class AgentMemory extends Construct {
  readonly id: string;
  readonly arn: string;

  /** @param retentionDays days for which AgentCore keeps an event */
  constructor(scope: Construct, id: string, name: string, retentionDays: number) {
    super(scope, id);
    const memory = new BedrockagentcoreMemory(this, 'memory', {
      name,
      eventExpiryDuration: retentionDays,
    });
    this.id = memory.id;
    this.arn = memory.arn;
  }
}

/** Calls of an agent to the memory. */
export const memoryActions = [
  'bedrock-agentcore:CreateEvent',
  'bedrock-agentcore:DeleteEvent',
  'bedrock-agentcore:GetEvent',
  'bedrock-agentcore:ListEvents',
  'bedrock-agentcore:ListSessions',
];

/** What an agent does with the memory. */
export function memoryStatements(memoryArn: string): PolicyStatement[] {
  return [allow('Remember', memoryActions, memoryArn)];
}
