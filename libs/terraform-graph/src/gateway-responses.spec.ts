import { rmSync } from 'node:fs';
import { gatewayResponseTemplatesOf } from './gateway-responses';
import { loadGraph } from './load-graph';
import { ingressDocuments, openApiDocument } from './testing/ingress-documents';
import { writeStage } from './testing/stage-folder';

function templatesOf(body: object) {
  const documents = ingressDocuments();
  const api = documents['dev-api-gateway']?.resource.aws_api_gateway_rest_api?.api;
  if (api) api.body = JSON.stringify(body);
  const { outdir, manifest } = writeStage(documents);
  try {
    return gatewayResponseTemplatesOf(loadGraph(outdir, manifest));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('templates are read as they are written', () => {
  const template = '{"message":$context.error.messageString}';
  expect(
    templatesOf({
      ...openApiDocument(),
      'x-amazon-apigateway-gateway-responses': {
        DEFAULT_4XX: { responseTemplates: { 'application/json': template } },
        DEFAULT_5XX: { responseParameters: {} },
      },
    }),
  ).toEqual({ clientError: template });
});

test('without templates, there are none', () => {
  expect(templatesOf(openApiDocument())).toEqual({});
});
