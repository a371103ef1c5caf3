import type { DynamoAnswer } from './dynamo-store';

const model = 'com.amazonaws.dynamodb.v20120810';

/** An error as DynamoDB answers it: status 400, and the type by its name in the model. */
export function dynamoError(
  type: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): DynamoAnswer {
  const __type = `${type === 'ValidationException' ? 'com.amazon.coral.validate' : model}#${type}`;
  return { statusCode: 400, text: JSON.stringify({ __type, message, ...more }) };
}

/** Type and message of an error; undefined for a success. */
export function errorOf({
  statusCode,
  text,
}: DynamoAnswer): { readonly type: string; readonly message: string } | undefined {
  if (statusCode < 400) return undefined;
  const { __type = '', message, Message } = JSON.parse(text) as Record<string, string | undefined>;
  return { type: __type.slice(__type.indexOf('#') + 1), message: message ?? Message ?? '' };
}
