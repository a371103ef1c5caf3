import {
  CapacityProvider,
  Cluster,
  LambdaService,
  offerCluster,
  offerCompute,
  PlatformStack,
  readNetworking,
  type FunctionBundle,
  type FunctionContract,
} from '@slipway/constructs';
import type { PlacedFunctionService, PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';
import { ContainerServices } from './container-services';

/** `<stage>-compute`: the cluster, the functions, the capacity providers, and the container services of the first ALB shard. */
export class ComputeStack extends PlatformStack {
  /** @param bundles by service name, one for each function of the model */
  constructor(
    scope: Construct,
    model: PlatformModel,
    bundles: ReadonlyMap<string, FunctionBundle>,
  ) {
    super(scope, 'compute', model.stage);
    const cluster = new Cluster(this, 'cluster', model.names.cluster).contract;
    offerCluster(this, cluster);
    new ContainerServices(this, 'services', model, 1, cluster);
    const providers = this.capacityProviders(model);
    offerCompute(this, { functions: this.functions(model, bundles, providers) });
  }

  /** ARNs by name. */
  private capacityProviders({ capacityProviders }: PlatformModel): ReadonlyMap<string, string> {
    if (capacityProviders.length === 0) {
      return new Map();
    }
    const scope = new Construct(this, 'capacity-providers');
    const network = readNetworking(this, []);
    return new Map(
      capacityProviders.map((provider) => [
        provider.name,
        new CapacityProvider(this, scope, provider, network).arn,
      ]),
    );
  }

  private functions(
    model: PlatformModel,
    bundles: ReadonlyMap<string, FunctionBundle>,
    capacityProviders: ReadonlyMap<string, string>,
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
        const provider = capacityProviders.get(service.managed?.capacityProvider ?? '');
        return [name, new LambdaService(this, scope, service, bundle, provider).contract];
      }),
    );
  }
}
