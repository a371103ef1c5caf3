import type { Placement, PlacementLock } from './lock';
import { formatLock, parseLock, type ParsedLock, type ReadValue } from './lock-text';

/** Reads `stacks/locks/<stage>.placement.json`. */
export function parsePlacementLock(file: string, text: string): ParsedLock<Placement> {
  return parseLock(file, text, readPlacement);
}

/** Text of `stacks/locks/<stage>.placement.json`. */
export function formatPlacementLock(lock: PlacementLock): string {
  return formatLock(lock, ({ slot, apiGroup }) => ({ ...slot, apiGroup }));
}

const example = '{"shard":1,"priority":41234,"apiGroup":1}';

const readPlacement: ReadValue<Placement> = (json) => {
  const { shard, priority, apiGroup, ...rest } = { ...(json as Record<string, unknown> | null) };
  const wrong = `is not a placement: \`${JSON.stringify(json)}\``;
  const right = `delete the line and place the service again; it looks like \`${example}\``;
  const unslotted = shard === undefined && priority === undefined;
  if (!isCount(apiGroup) || Object.keys(rest).length > 0) return { wrong, right };
  if (unslotted) return { value: { apiGroup } };
  if (!isCount(shard) || !isCount(priority)) return { wrong, right };
  return { value: { slot: { shard, priority }, apiGroup } };
};

function isCount(json: unknown): json is number {
  return Number.isSafeInteger(json) && Number(json) >= 1;
}
