/**
 * What the zone ids of a region begin with: `use1` for `us-east-1`, `apne1` for `ap-northeast-1`.
 * Undefined for regions of partitions whose ids are not public.
 */
export function zonePrefix(region: string): string | undefined {
  const [area, side = '', number] = region.split('-');
  const sides = side.match(/north|south|east|west|central/g);
  if (!sides || !number || !/^\d$/.test(number)) return undefined;
  return `${area}${sides.map(([first]) => first).join('')}${number}`;
}
