import type { Placement, PlacementLock } from '@slipway/platform';

/** What happened to the place of one service. */
export type PlaceChange =
  | { readonly change: 'added'; readonly service: string; readonly to: Placement }
  | {
      readonly change: 'moved';
      readonly service: string;
      readonly from: Placement;
      readonly to: Placement;
    }
  | { readonly change: 'freed'; readonly service: string; readonly from: Placement };

/** How two versions of a lock differ, sorted by service. */
export function placeChanges(before: PlacementLock, after: PlacementLock): PlaceChange[] {
  const services = new Set([...before.entries.keys(), ...after.entries.keys()]);
  return [...services].sort().flatMap((service): PlaceChange[] => {
    const from = before.entries.get(service)?.value;
    const to = after.entries.get(service)?.value;
    if (!from) return to ? [{ change: 'added', service, to }] : [];
    if (!to) return [{ change: 'freed', service, from }];
    return describe(from) === describe(to) ? [] : [{ change: 'moved', service, from, to }];
  });
}

/** One change as a line: `moved quotes: ALB 1, priority 41234, API 1 → ALB 2, priority 41234, API 1`. */
export function describePlace(change: PlaceChange): string {
  const places = [
    ...('from' in change ? [describe(change.from)] : []),
    ...('to' in change ? [describe(change.to)] : []),
  ];
  return `${change.change} ${change.service}: ${places.join(' → ')}`;
}

function describe({ slot, apiGroup }: Placement): string {
  return slot ? `ALB ${slot.shard}, priority ${slot.priority}, API ${apiGroup}` : `API ${apiGroup}`;
}
