import { rmSync } from 'node:fs';
import { gatewayResponsesOf } from './gateway-responses';
import { loadGraph } from './load-graph';
import { ingressDocuments, openApiDocument } from './testing/ingress-documents';
import { writeStage } from './testing/stage-folder';

function responsesOf(body: object) {
  const documents = ingressDocuments();
  const api = documents['dev-api-gateway']?.resource.aws_api_gateway_rest_api?.api;
  if (api) api.body = JSON.stringify(body);
  const { outdir, manifest } = writeStage(documents);
  try {
    return gatewayResponsesOf(loadGraph(outdir, manifest)).get('dev-api');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('status, headers and template are read as they are written', () => {
  const template = '{"message":$context.error.messageString}';
  const responses = responsesOf({
    ...openApiDocument(),
    'x-amazon-apigateway-gateway-responses': {
      DEFAULT_4XX: { responseTemplates: { 'application/json': template } },
      THROTTLED: {
        statusCode: '420',
        responseParameters: { 'gatewayresponse.header.Retry-After': "'1'" },
      },
    },
  });
  expect([...(responses ?? [])]).toEqual([
    ['DEFAULT_4XX', { headers: {}, template }],
    ['THROTTLED', { statusCode: 420, headers: { 'Retry-After': "'1'" } }],
  ]);
});

test('an API that sets none has none', () => {
  expect(responsesOf(openApiDocument())?.size).toBe(0);
});
