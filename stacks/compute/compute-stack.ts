import {
  CapacityProvider,
  Cluster,
  functionImage,
  FunctionSecurityGroup,
  LambdaService,
  offerCluster,
  offerCompute,
  Orchestrator,
  PlatformStack,
  Pruner,
  readNetworking,
  type FunctionBundle,
  type FunctionContract,
  type FunctionNetwork,
  type FunctionSurroundings,
} from '@slipway/constructs';
import { isCallable, type PlacedFunctionService, type PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';
import { ContainerServices } from './container-services';

/** `<stage>-compute`: the cluster, the functions, the capacity providers, and the container services of the first ALB shard. */
export class ComputeStack extends PlatformStack {
  /** @param bundles by service name, one for each function of the model that has no image */
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
    const orchestrator = this.orchestrator(model, bundles);
    const agent = orchestrator?.agent;
    const { batch } = new ContainerServices(this, 'services', model, 1, cluster, ready, agent);
    const providers = this.capacityProviders(model);
    const functions = new Construct(this, 'functions');
    const control = orchestrator?.deploy(functions, batch, {
      cluster,
      network: readNetworking(this, []),
    });
    offerCompute(this, {
      functions: this.functions(functions, model, bundles, providers, control),
    });
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

  private orchestrator(
    { orchestrator }: PlatformModel,
    bundles: ReadonlyMap<string, FunctionBundle>,
  ): Orchestrator | undefined {
    if (!orchestrator) return undefined;
    const { functions } = orchestrator;
    return new Orchestrator(this, this, 'orchestrator', {
      orchestrator,
      bundles: functions && {
        run: bundleOf(functions.run, bundles),
        reaper: bundleOf(functions.reaper, bundles),
      },
    });
  }

  /** @param control what the function needs that answers the orchestrator's API */
  private functions(
    scope: Construct,
    model: PlatformModel,
    bundles: ReadonlyMap<string, FunctionBundle>,
    capacityProviders: ReadonlyMap<string, string>,
    control: FunctionSurroundings | undefined,
  ): Record<string, FunctionContract> {
    const placed = model.services.filter(
      (candidate): candidate is PlacedFunctionService =>
        candidate.kind === 'function' && isCallable(candidate),
    );
    const network = placed.some(({ service }) => service.function.vpc)
      ? this.functionNetwork(model)
      : undefined;
    if (model.pruner) {
      new Pruner(this, scope, model.pruner, bundleOf(model.pruner.placed, bundles));
    }
    return Object.fromEntries(
      placed.map((service) => {
        const { name } = service.service;
        const { imageDigest, names } = service;
        const code =
          imageDigest === undefined
            ? bundleOf(service, bundles)
            : functionImage(model.stage, names.repository, imageDigest);
        const capacityProviderArn = capacityProviders.get(service.managed?.capacityProvider ?? '');
        const ofControl = name === model.orchestrator?.control ? control : undefined;
        const surroundings = { network, capacityProviderArn, ...ofControl };
        return [name, new LambdaService(this, scope, service, code, surroundings).contract];
      }),
    );
  }

  private functionNetwork({ names }: PlatformModel): FunctionNetwork {
    const { vpcId, taskSubnetIds } = readNetworking(this, []);
    const group = new FunctionSecurityGroup(
      this,
      'function-security-group',
      names.functionSecurityGroup,
      vpcId,
    );
    return { subnetIds: taskSubnetIds, securityGroupIds: [group.id] };
  }
}

/** @throws Error where the function was not bundled */
function bundleOf(
  { service: { name } }: PlacedFunctionService,
  bundles: ReadonlyMap<string, FunctionBundle>,
): FunctionBundle {
  const bundle = bundles.get(name);
  if (bundle === undefined) throw new Error(`no bundle of ${name}`);
  return bundle;
}
