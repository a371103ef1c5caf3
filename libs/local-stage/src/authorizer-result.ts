import type { AuthorizerContext } from './api-context';

/** What a Lambda authorizer says of a caller. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policy: unknown;
  readonly values: AuthorizerContext['values'];
}

/** What an authorizer must return, as a sentence about what it returned instead. */
export class MalformedResultError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedResultError';
  }
}

/**
 * Reads what a Lambda authorizer returned.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 *
 * @param json JSON text, undefined for nothing
 * @throws MalformedResultError
 */
export function authorizerResult(json: string | undefined): AuthorizerResult {
  const result: unknown = json === undefined ? undefined : JSON.parse(json);
  if (typeof result !== 'object' || result === null) {
    throw new MalformedResultError(`it must return principalId and policyDocument, got: ${json}`);
  }
  const { principalId, policyDocument, context } = result as Readonly<Record<string, unknown>>;
  if (typeof principalId !== 'string') {
    throw new MalformedResultError(`principalId must be text, got: ${JSON.stringify(principalId)}`);
  }
  if (typeof policyDocument !== 'object' || policyDocument === null) {
    throw new MalformedResultError('policyDocument must be an object');
  }
  return { principalId, policy: policyDocument, values: valuesOf(context) };
}

/** Text, numbers and booleans, each as text; API Gateway refuses anything else. */
function valuesOf(context: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context ?? {}).map(([name, value]: [string, unknown]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) {
        throw new MalformedResultError(
          `context.${name} must be text, a number or a boolean, got: ${JSON.stringify(value)}`,
        );
      }
      return [name, String(value)];
    }),
  );
}
