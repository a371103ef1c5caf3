import type { Exchange } from './exchange';
import { mappedValue } from './parameter-mapping';

/**
 * Values of the identity sources of a Lambda authorizer; undefined where one is missing or empty.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
 *
 * @param sources `method.request.header.Authorization`, `method.request.querystring.token`,
 *   `context.identity.sourceIp`
 */
export function identityOf(
  sources: readonly string[],
  exchange: Exchange,
): readonly string[] | undefined {
  const values = sources.map((source) => mappedValue(source, exchange) ?? '');
  return values.includes('') ? undefined : values;
}
