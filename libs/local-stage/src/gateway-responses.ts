import type { GatewayResponses } from '@slipway/terraform-graph';
import { contextVariable } from './context-variables';
import { answer, type Exchange } from './exchange';
import { mappedHeaders } from './parameter-mapping';

/**
 * What API Gateway answers by itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export interface GatewayResponse {
  readonly type: string;
  readonly statusCode: number;
  readonly message: string | null;
  /** Header `x-amzn-errortype`. */
  readonly errorType: string;
  /** Body where no template is set; absent: the message in `message`. */
  readonly template?: string;
}

/** No route has the path and the method. */
export const missingAuthenticationToken: GatewayResponse = {
  type: 'MISSING_AUTHENTICATION_TOKEN',
  statusCode: 403,
  message: 'Missing Authentication Token',
  errorType: 'MissingAuthenticationTokenException',
};

/** The route asks for an API key and the request has none, or one that is not good here. */
export const forbidden: GatewayResponse = {
  type: 'INVALID_API_KEY',
  statusCode: 403,
  message: 'Forbidden',
  errorType: 'ForbiddenException',
};

/** The request lacks what a Lambda authorizer identifies a caller by, or the authorizer says so. */
export const unauthorized: GatewayResponse = {
  type: 'UNAUTHORIZED',
  statusCode: 401,
  message: 'Unauthorized',
  errorType: 'UnauthorizedException',
};

/**
 * No statement of the authorizer's policy allows the route. The key has a capital letter here.
 * https://repost.aws/knowledge-center/api-gateway-lambda-authorization-errors
 */
export const accessDenied: GatewayResponse = {
  type: 'ACCESS_DENIED',
  statusCode: 403,
  message: 'User is not authorized to access this resource',
  errorType: 'AccessDeniedException',
  template: '{"Message":$context.error.messageString}',
};

/** A statement of the authorizer's policy denies the route. */
export const explicitlyDenied: GatewayResponse = {
  ...accessDenied,
  message: 'User is not authorized to access this resource with an explicit deny',
};

/**
 * The authorizer failed or answered in another form than a policy; its own words are not passed on.
 * https://repost.aws/knowledge-center/api-gateway-500-error-with-lambda-authorizer
 */
export const authorizerFailure: GatewayResponse = {
  type: 'AUTHORIZER_CONFIGURATION_ERROR',
  statusCode: 500,
  message: null,
  errorType: 'AuthorizerConfigurationException',
};

/**
 * More requests came in than a throttle lets through.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export const tooManyRequests: GatewayResponse = {
  type: 'THROTTLED',
  statusCode: 429,
  message: 'Too Many Requests',
  errorType: 'TooManyRequestsException',
};

/** The key has used up the quota of its usage plan. */
export const limitExceeded: GatewayResponse = {
  type: 'QUOTA_EXCEEDED',
  statusCode: 429,
  message: 'Limit Exceeded',
  errorType: 'LimitExceededException',
};

/** The request's body is longer than API Gateway takes. */
export const requestTooLong: GatewayResponse = {
  type: 'REQUEST_TOO_LARGE',
  statusCode: 413,
  message: 'Request Too Long',
  errorType: 'RequestEntityTooLargeException',
};

/** The integration cannot be reached as it is configured. */
export const internalServerError: GatewayResponse = {
  type: 'API_CONFIGURATION_ERROR',
  statusCode: 500,
  message: 'Internal server error',
  errorType: 'InternalServerErrorException',
};

/** A function failed, ran out of time, or answered in another form than a proxy integration's. */
export const malformedProxyResponse: GatewayResponse = {
  ...internalServerError,
  type: 'DEFAULT_5XX',
  statusCode: 502,
};

/** The integration took longer than its timeout. */
export const endpointTimedOut: GatewayResponse = {
  type: 'INTEGRATION_TIMEOUT',
  statusCode: 504,
  message: 'Endpoint request timed out',
  errorType: 'InternalServerErrorException',
};

/** Sends a gateway response, in the form that the API gives it. */
export type Refuse = (exchange: Exchange, response: GatewayResponse) => void;

const plainTemplate = '{"message":$context.error.messageString}';

/** Gateway responses of an API that sets these. */
export function refuseWith(responses: GatewayResponses): Refuse {
  return (exchange, response) => {
    const kind = response.statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    const settings = responses.get(response.type) ?? responses.get(kind);
    exchange.context.error = response;
    const template = settings?.template ?? response.template ?? plainTemplate;
    answer(exchange, {
      statusCode: settings?.statusCode ?? response.statusCode,
      headers: {
        'content-type': 'application/json',
        'x-amzn-errortype': response.errorType,
        ...mappedHeaders(settings?.headers ?? {}, exchange),
      },
      body: template.replace(
        /\$context\.([\w.]*\w)/g,
        (_, name: string) => contextVariable(exchange, name) ?? '',
      ),
    });
  };
}
