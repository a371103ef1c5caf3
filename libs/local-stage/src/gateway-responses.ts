import type { GatewayResponseTemplates } from '@slipway/terraform-graph';
import { answer, type Exchange } from './exchange';

/**
 * What API Gateway answers by itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export interface GatewayResponse {
  readonly statusCode: number;
  readonly message: string;
  readonly errorType: string;
}

/** No route has the path and the method. */
export const missingAuthenticationToken: GatewayResponse = {
  statusCode: 403,
  message: 'Missing Authentication Token',
  errorType: 'MissingAuthenticationTokenException',
};

/** The route asks for an API key and the request has none, or one that is not good here. */
export const forbidden: GatewayResponse = {
  statusCode: 403,
  message: 'Forbidden',
  errorType: 'ForbiddenException',
};

/** The request's body is longer than API Gateway takes. */
export const requestTooLong: GatewayResponse = {
  statusCode: 413,
  message: 'Request Too Long',
  errorType: 'RequestEntityTooLargeException',
};

/** The integration cannot be reached as it is configured. */
export const internalServerError: GatewayResponse = {
  statusCode: 500,
  message: 'Internal server error',
  errorType: 'InternalServerErrorException',
};

/** A function failed, ran out of time, or answered in another form than a proxy integration's. */
export const malformedProxyResponse: GatewayResponse = { ...internalServerError, statusCode: 502 };

/** The integration took longer than its timeout. */
export const endpointTimedOut: GatewayResponse = {
  statusCode: 504,
  message: 'Endpoint request timed out',
  errorType: 'GatewayTimeoutException',
};

/** Sends a gateway response, in the form that the API's templates give it. */
export type Refuse = (exchange: Exchange, response: GatewayResponse) => void;

/** Gateway responses of an API with these templates. */
export function refuseWith({ clientError, serverError }: GatewayResponseTemplates): Refuse {
  return (exchange, { statusCode, message, errorType }) => {
    const template = statusCode < 500 ? clientError : serverError;
    answer(exchange, {
      statusCode,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
      body: (template ?? '{"message":$context.error.messageString}').replace(
        /\$context\.(error\.messageString|requestId)/g,
        (_, variable) => (variable === 'requestId' ? exchange.requestId : JSON.stringify(message)),
      ),
    });
  };
}
