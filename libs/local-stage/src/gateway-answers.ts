import type { Answer } from './exchange';

/**
 * Answers that API Gateway gives by itself: the defaults of its gateway responses.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
function gatewayAnswer(statusCode: number, message: string, errorType: string): Answer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
    body: JSON.stringify({ message }),
  };
}

/** No route has the path and the method. */
export const missingAuthenticationToken = gatewayAnswer(
  403,
  'Missing Authentication Token',
  'MissingAuthenticationTokenException',
);

/** The route asks for an API key and the request has none, or one that is not good here. */
export const forbidden = gatewayAnswer(403, 'Forbidden', 'ForbiddenException');

/** The request's body is longer than API Gateway takes. */
export const requestTooLong = gatewayAnswer(
  413,
  'Request Too Long',
  'RequestEntityTooLargeException',
);

/** The integration cannot be reached as it is configured. */
export const internalServerError = gatewayAnswer(
  500,
  'Internal server error',
  'InternalServerErrorException',
);

/** A function failed, ran out of time, or answered in another form than a proxy integration's. */
export const malformedProxyResponse = gatewayAnswer(
  502,
  'Internal server error',
  'InternalServerErrorException',
);

/** The integration took longer than its timeout. */
export const endpointTimedOut = gatewayAnswer(
  504,
  'Endpoint request timed out',
  'GatewayTimeoutException',
);
