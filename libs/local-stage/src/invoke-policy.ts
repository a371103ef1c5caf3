/** What a policy says of a request. */
export type PolicyVerdict = 'allowed' | 'not-allowed' | 'denied';

/** A policy that API Gateway would not accept, as a sentence. */
export class MalformedPolicyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedPolicyError';
  }
}

const action = 'execute-api:invoke';

/**
 * Evaluates the policy that a Lambda authorizer returned: a statement that denies goes before those
 * that allow, and what none allows is refused.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 *
 * @param methodArn ARN of the request
 * @throws MalformedPolicyError where it is no policy, or has conditions, which are not evaluated here
 */
export function policyVerdict(policy: unknown, methodArn: string): PolicyVerdict {
  const statements = listOf(member(policy, 'Statement'));
  if (statements.length === 0) {
    throw new MalformedPolicyError('policyDocument must have a Statement');
  }
  const effects = statements.flatMap((statement) =>
    applies(statement, methodArn) ? [String(member(statement, 'Effect'))] : [],
  );
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'not-allowed';
}

function applies(statement: unknown, methodArn: string): boolean {
  const effect = member(statement, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new MalformedPolicyError('a Statement must have the Effect Allow or Deny');
  }
  if (member(statement, 'Condition') !== undefined) {
    throw new MalformedPolicyError('conditions of a policy are not evaluated on this machine');
  }
  const actions = listOf(member(statement, 'Action')).map((one) => String(one).toLowerCase());
  const resources = listOf(member(statement, 'Resource')).map(String);
  if (actions.length === 0 || resources.length === 0) {
    throw new MalformedPolicyError('a Statement must have an Action and a Resource');
  }
  return (
    actions.some((pattern) => matches(pattern, action)) &&
    resources.some((pattern) => matches(pattern, methodArn))
  );
}

/** `*` stands for any number of characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat();
}
