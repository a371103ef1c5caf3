import { executionEnvironment, type Service, type Stage } from '@slipway/catalog';
import { ascending } from '../order';

/** What the floor of a function holds of its capacity provider, requests or not. */
export interface FloorCost {
  readonly service: string;
  readonly owner: string;
  readonly capacityProvider: string;
  /** Versions that the provider keeps, each with a floor of its own. */
  readonly versions: number;
  /** Environments of a version, in the window with the most. */
  readonly environments: number;
  /** Of an environment. */
  readonly vcpu: number;
  /** versions × environments × vcpu */
  readonly held: number;
}

/**
 * Environments of a version that nobody has set limits for.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-scaling.html
 */
const unsetFloor = 3;

/** Floors of the functions on the stage's capacity providers, by owner and name. */
export function floorCosts(stage: Stage, services: readonly Service[]): FloorCost[] {
  return services
    .flatMap((service) => {
      if (service.kind !== 'function') return [];
      const { capacityProvider = '', floor } = service.function;
      if (!Object.hasOwn(stage.capacityProviders, capacityProvider)) return [];
      const { versions = 0 } = stage.capacityProviders[capacityProvider] ?? {};
      const { vcpu } = executionEnvironment(service.function);
      const environments = floor
        ? Math.max(floor.min, ...floor.windows.map(({ min }) => min))
        : unsetFloor;
      return {
        service: service.name,
        owner: service.owner,
        capacityProvider,
        versions,
        environments,
        vcpu,
        held: versions * environments * vcpu,
      };
    })
    .sort(
      ascending(
        ({ owner }) => owner,
        ({ service }) => service,
      ),
    );
}

/** vCPU that all these floors hold. */
export function heldVcpu(costs: readonly FloorCost[]): number {
  return costs.reduce((sum, { held }) => sum + held, 0);
}
