import { createHash } from 'node:crypto';

/**
 * The idempotency token of one attempt: 64 hexadecimal characters, the most that RunTask takes, and
 * more than the 33 that AgentCore asks of a session id. The same on every host.
 */
export function startToken(runId: string, attempt: number): string {
  return createHash('sha256').update(`${runId}\n${attempt}`).digest('hex');
}
