import { rmSync } from 'node:fs';
import { apiKeysOf } from './api-keys';
import { loadGraph } from './load-graph';
import { ingressDocuments } from './testing/ingress-documents';
import { writeStage } from './testing/stage-folder';

const tenants = { service: 'tenants', file: 'apps/tenants/service.yaml', line: 1 };

function graphOf(documents: ReturnType<typeof ingressDocuments>) {
  const { outdir, manifest } = writeStage(documents, {
    'dev-api-gateway': { 'aws_api_gateway_api_key.tenants': tenants },
  });
  try {
    return loadGraph(outdir, manifest);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('a key opens the API stages of its usage plan', () => {
  expect(apiKeysOf(graphOf(ingressDocuments()))).toEqual([
    { name: 'dev-tenants', service: 'tenants', restApi: 'dev-api', apiStage: 'dev' },
  ]);
});

test('a key without a plan opens nothing', () => {
  const documents = ingressDocuments();
  delete documents['dev-api-gateway']?.resource.aws_api_gateway_usage_plan_key;
  expect(apiKeysOf(graphOf(documents))).toEqual([]);
});
