import { UnreadableGraphError, type GraphPlace } from './errors';
import type { Graph } from './graph';
import { invokedFunction } from './invoked-function';
import { isObject, type JsonObject } from './json';
import { strictly } from './reading';
import { resolve } from './resolve';

/**
 * A Lambda authorizer of a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export interface LambdaAuthorizer {
  /** Of its security scheme; unique in its API. */
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST';
  readonly functionName: string;
  /** `method.request.header.Authorization`. */
  readonly identitySources: readonly string[];
  /** What a token must match as a whole before the function sees it. */
  readonly identityValidation?: string;
  /** Seconds for which a result is kept; 0: for none. */
  readonly ttl: number;
}

/**
 * Seconds where the document says nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
const defaultTtl = 300;

/**
 * The Lambda authorizer that a security scheme of an OpenAPI document is; undefined for another kind.
 *
 * @param place of the operation that names it
 * @throws UnreadableGraphError where its function is not one of the stage
 */
export function readLambdaAuthorizer(
  graph: Graph,
  name: string,
  scheme: JsonObject,
  place: GraphPlace,
): LambdaAuthorizer | undefined {
  const authorizer = scheme['x-amazon-apigateway-authorizer'];
  if (!isObject(authorizer)) return undefined;
  const type = String(authorizer.type).toUpperCase();
  if (type !== 'TOKEN' && type !== 'REQUEST') return undefined;
  const { authorizerResultTtlInSeconds: ttl = defaultTtl, authorizerUri = null } = authorizer;
  const { identityValidationExpression } = authorizer;
  const invoked = invokedFunction(strictly(graph), resolve(graph, place.stack, authorizerUri));
  if (!invoked) {
    throw new UnreadableGraphError(
      place,
      `must have the invoke_arn of a function of this stage as authorizerUri, but has \`${String(authorizerUri)}\``,
    );
  }
  // A token stands in the header that the scheme names.
  const header = type === 'TOKEN' ? `method.request.header.${String(scheme.name)}` : '';
  const sources = String(authorizer.identitySource ?? header).split(',');
  return {
    ...{ name, type, ttl: Number(ttl) },
    functionName: invoked.functionName,
    identitySources: sources.flatMap((source) => source.trim() || []),
    ...(typeof identityValidationExpression === 'string' && {
      identityValidation: identityValidationExpression,
    }),
  };
}
