/**
 * Every body is passed on as bytes: API Gateway would otherwise read bodies as UTF-8, which ruins images,
 * archives and compressed answers. A function gets its body in base64 for that.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export const binaryMediaTypes = ['*/*'] as const;
