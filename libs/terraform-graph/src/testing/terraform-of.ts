import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Graph } from '../graph';
import { loadTerraform } from '../load-terraform';

/** The graph of one file of Terraform JSON that another program wrote. */
export function terraformOf(document: object): Graph {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-terraform-'));
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(document));
    return loadTerraform(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Resources of one REST API `shop` with an API stage `live`, an OpenAPI document and what is given beside. */
export function apiOf(body: object, others: Readonly<Record<string, object>> = {}): object {
  return {
    resource: {
      aws_api_gateway_rest_api: { shop: { name: 'shop', body: JSON.stringify(body) } },
      aws_api_gateway_stage: {
        live: { rest_api_id: '${aws_api_gateway_rest_api.shop.id}', stage_name: 'live' },
      },
      ...others,
    },
  };
}
