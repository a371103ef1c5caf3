import {
  Cluster,
  LambdaService,
  offerCluster,
  offerCompute,
  PlatformStack,
  type FunctionBundle,
  type FunctionContract,
} from '@slipway/constructs';
import type { PlacedFunctionService, PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';
import { ContainerServices } from './container-services';

/** `<stage>-compute`: the cluster, the functions, and the container services of the first ALB shard. */
export class ComputeStack extends PlatformStack {
  /** @param bundles by service name, one for each function of the model */
  constructor(
    scope: Construct,
    model: PlatformModel,
    bundles: ReadonlyMap<string, FunctionBundle>,
  ) {
    super(scope, 'compute', model.stage);
    const { contract: cluster, ready } = new Cluster(this, 'cluster', {
      name: model.names.cluster,
      containerInsights: model.stage.containerInsights,
    });
    offerCluster(this, cluster);
    new ContainerServices(this, 'services', model, 1, cluster, ready);
    offerCompute(this, { functions: this.functions(model, bundles) });
  }

  private functions(
    model: PlatformModel,
    bundles: ReadonlyMap<string, FunctionBundle>,
  ): Record<string, FunctionContract> {
    const scope = new Construct(this, 'functions');
    const placed = model.services.filter(
      (candidate): candidate is PlacedFunctionService => candidate.kind === 'function',
    );
    return Object.fromEntries(
      placed.map((service) => {
        const { name } = service.service;
        const bundle = bundles.get(name);
        if (bundle === undefined) {
          throw new Error(`no bundle of ${name}`);
        }
        return [name, new LambdaService(this, scope, service, bundle).contract];
      }),
    );
  }
}
