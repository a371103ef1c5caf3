import { floorCosts, localStage, type FloorCost, type PlatformModel } from '@slipway/platform';
import { formatTable } from './terminal/table';
import type { Colors } from './terminal/terminal';

/** What the floors of one owner hold in a stage, requests or not. */
export interface OwnerFloors {
  readonly stage: string;
  readonly owner: string;
  /** vCPU. */
  readonly held: number;
  /** vCPU; absent where the stage file names none. */
  readonly budget?: number;
  readonly floors: readonly FloorCost[];
}

/** The floors of a stage by owner; none of the stage on this machine, which holds nothing. */
export function floorsByOwner({ stage, services }: PlatformModel): OwnerFloors[] {
  if (stage.name === localStage) return [];
  const costs = floorCosts(
    stage,
    services.map(({ service }) => service),
  );
  const owners = [...new Set(costs.map(({ owner }) => owner))];
  return owners.map((owner) => {
    const floors = costs.filter((cost) => cost.owner === owner);
    return {
      stage: stage.name,
      owner,
      held: floors.reduce((sum, { held }) => sum + held, 0),
      ...(Object.hasOwn(stage.vcpuBudget, owner) && { budget: stage.vcpuBudget[owner] }),
      floors,
    };
  });
}

/** A line for each owner and stage, with how its number comes about. */
export function formatFloors(floors: readonly OwnerFloors[], colors: Colors): string {
  const rows = floors.map(({ stage, owner, held, budget, floors: own }) => [
    stage,
    owner,
    String(held),
    budget === undefined ? 'none' : String(budget),
    own
      .map(
        ({ service, capacityProvider, versions, environments, vcpu }) =>
          `${service} on ${capacityProvider}: ${versions} × ${environments} × ${vcpu}`,
      )
      .join(', '),
  ]);
  const headings = ['stage', 'owner', 'vCPU', 'budget', 'floors: versions × environments × vCPU'];
  return formatTable(headings, rows, colors);
}
