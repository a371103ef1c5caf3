import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, bundleFunctions, writeBundles } from '@slipway/constructs';
import {
  functionsOf,
  stageFunctionsOf,
  type Manifest,
  type PlatformModel,
} from '@slipway/platform';
import { ApiGatewayStack } from './api-gateway/api-gateway-stack';
import { ComputeStack } from './compute/compute-stack';
import { ShardComputeStack } from './compute/shard-compute-stack';
import { servicesOf } from './manifest-services';
import { NetworkingStack } from './networking/networking-stack';
import { writeManifest } from './write-manifest';

export interface SynthesiseProps {
  /** Absolute path of the workspace, which the functions' sources are under. */
  readonly root: string;
  readonly model: PlatformModel;
  /** Created where it is missing; stacks of other stages in it stay, and are in no manifest. */
  readonly outdir: string;
}

/**
 * Writes a stage's stacks as Terraform JSON, their functions' code, cdktf's `manifest.json` and
 * `slipway.json`. Equal models and sources give equal files, wherever the workspace stands.
 * @returns what `slipway.json` holds
 * @throws BundleError where a function cannot be bundled; nothing is written then
 */
export function synthesise({ root, model, outdir }: SynthesiseProps): Manifest {
  const bundles = bundleFunctions(
    root,
    functionsOf(model).map(({ service }) => service),
    // They come with the SDK of AWS, most of which they do not use.
    new Set(stageFunctionsOf(model).map(({ service }) => service.name)),
  );
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  const networking = new NetworkingStack(app, model);
  const compute = new ComputeStack(app, model, bundles);
  compute.addDependency(networking);
  const shards = model.shards
    .filter(({ index }) => index > 1)
    .map(({ index }) => new ShardComputeStack(app, model, index));
  for (const shard of shards) {
    shard.addDependency(networking);
    shard.addDependency(compute);
  }
  const apiGateways = model.apiGroups.map((group) => new ApiGatewayStack(app, model, group));
  for (const apiGateway of apiGateways) {
    for (const dependency of [networking, compute, ...shards]) apiGateway.addDependency(dependency);
  }
  app.synth();
  writeBundles(join(outdir, 'stacks', compute.node.id), bundles.values());
  return writeManifest(
    outdir,
    model.stage,
    [networking, compute, ...shards, ...apiGateways],
    servicesOf(model, `stacks/${compute.node.id}`, bundles),
  );
}
