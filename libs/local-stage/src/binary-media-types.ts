/**
 * Whether API Gateway passes a body on as bytes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 *
 * @param types of the API
 * @param contentType header of the message
 */
export function passedAsBytes(types: readonly string[], contentType = ''): boolean {
  const [mediaType = ''] = contentType.split(';');
  return types.includes('*/*') || types.includes(mediaType.trim().toLowerCase());
}
