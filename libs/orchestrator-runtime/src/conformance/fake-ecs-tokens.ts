import type { RunTaskInput } from './fake-ecs-request';
import { FakeError } from './fake-faults';

/** Milliseconds that ECS remembers a client token for: 24 hours. */
const tokenTtlMs = 86_400_000;

interface Token {
  readonly fingerprint: string;
  readonly taskArns: readonly string[];
  readonly expiresAt: number;
}

/** Client tokens of RunTask, and the tasks that they stand for. */
export class FakeClientTokens {
  private readonly tokens = new Map<string, Token>();

  constructor(private readonly now: () => number) {}

  /**
   * Tasks of a token that came before with the same request; undefined where it is new or expired. Throws
   * the conflict of a token that came with another request.
   */
  tasksOf(input: RunTaskInput): readonly string[] | undefined {
    const token = input.clientToken && this.tokens.get(input.clientToken);
    if (!token || token.expiresAt <= this.now()) return undefined;
    if (token.fingerprint === fingerprint(input)) return token.taskArns;
    throw new FakeError(
      'ConflictException',
      'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.',
      400,
      { resourceIds: token.taskArns },
    );
  }

  bind(input: RunTaskInput, taskArns: readonly string[]): void {
    if (!input.clientToken) return;
    const expiresAt = this.now() + tokenTtlMs;
    this.tokens.set(input.clientToken, { fingerprint: fingerprint(input), taskArns, expiresAt });
  }
}

/** What ECS compares when a client token comes a second time: everything but the token. */
function fingerprint(input: RunTaskInput): string {
  return JSON.stringify({ ...input, clientToken: undefined });
}
