import { isObject, type JsonObject } from './json';

/** What the security of an operation comes to. */
export interface OpenApiSecurity {
  /** Names of the schemes that it asks for, each once. */
  readonly schemes: readonly string[];
  /** Why nobody can say what AWS makes of it; absent where it is known. */
  readonly unknown?: string;
}

/**
 * What an operation asks for: its own `security`, or else the document's. API Gateway asks for all
 * that is named, in one requirement or in several: a method has one authorizer, and a key or none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-usage-plan-oas.html
 */
export function securityOf(document: JsonObject, operation: JsonObject): OpenApiSecurity {
  const own = operation.security;
  const written = own ?? document.security;
  const requirements = Array.isArray(written) ? written.filter(isObject) : [];
  const named = requirements.map((requirement) => Object.keys(requirement));
  const schemes = [...new Set(named.flat())];
  if (schemes.length > 0 && named.some((names) => names.length === 0)) {
    const unknown = `\`security\` offers \`{}\` beside ${schemes.join(', ')}, and AWS does not say whether that leaves the operation open`;
    return { schemes, unknown };
  }
  // Of OpenAPI 3 it is measured: such an operation gets the document's.
  // https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_import.snapshot.json
  // Of Swagger 2.0 it is reported that it gets none:
  // https://github.com/amazon-archives/aws-apigateway-importer/issues/204
  if (schemes.length > 0 && own === undefined && document.swagger !== undefined) {
    const unknown = `\`security\` of the document names ${schemes.join(', ')}, and for Swagger 2.0 AWS does not say whether it holds for an operation without its own`;
    return { schemes, unknown };
  }
  return { schemes };
}

/** The security scheme of a name: of OpenAPI 3, or a security definition of Swagger 2.0. */
export function securitySchemeOf(document: JsonObject, name: string): JsonObject | undefined {
  const { components, securityDefinitions } = document;
  const schemes = isObject(components) ? components.securitySchemes : undefined;
  return [schemes, securityDefinitions]
    .filter((one) => isObject(one))
    .map((one) => one[name])
    .find((scheme) => isObject(scheme));
}
