import type { Finding } from '../finding';
import { report } from '../report';
import type { NetworkSettings, Stage } from '../stage';
import { zonePrefix } from './zone-prefix';

type ExistingNetwork = Extract<NetworkSettings, { mode: 'existing' }>;

/** What is wrong with network settings that are each valid by themselves. */
export function networkFindings(stage: Stage): Finding[] {
  const { network, at } = stage;
  const ofMode =
    network.mode === 'existing'
      ? [...vpcFindings(network, at), ...subnetFindings(network, at)]
      : [];
  return [...zoneFindings(stage), ...ofMode];
}

function zoneFindings({ network, capacityProviders, region, at }: Stage): Finding[] {
  const prefix = zonePrefix(region);
  if (prefix === undefined) return [];
  const lists = [
    ['network', network] as const,
    ...Object.entries(capacityProviders).map(
      ([name, provider]) => [`capacityProviders.${name}`, provider] as const,
    ),
  ];
  return lists.flatMap(([section, { excludeZoneIds }]) =>
    excludeZoneIds.flatMap((id, index) => {
      if (id.startsWith(`${prefix}-`)) return [];
      const list = `${section}.excludeZoneIds`;
      const message = `\`${list}[${index}]\` is ${id}, and the zones of ${region} begin with ${prefix}-`;
      const fix = `write \`${prefix}-${id.split('-')[1]}\``;
      return [report('SLP1443', at(`${list}.${index}`), message, fix)];
    }),
  );
}

function vpcFindings({ vpc }: ExistingNetwork, at: Stage['at']): Finding[] {
  const named = [vpc.id, tagsOf(vpc)].filter((value) => value !== undefined).length;
  if (named === 1) return [];
  const message = `\`network.vpc\` names ${named === 0 ? 'neither an id nor tags' : 'both an id and tags'}`;
  const fix =
    named === 0 ? 'write `vpc: { tags: { Name: shared } }`' : 'remove one of `id` and `tags`';
  return [report('SLP1417', at('network.vpc'), message, fix)];
}

function subnetFindings({ subnets }: ExistingNetwork, at: Stage['at']): Finding[] {
  const { ids } = subnets;
  const named = [ids, tagsOf(subnets)].filter((value) => value !== undefined).length;
  const position = at('network.subnets');
  if (named !== 1) {
    const message = `\`network.subnets\` names ${named === 0 ? 'neither ids nor tags' : 'both ids and tags'}`;
    const fix =
      named === 0
        ? 'write `subnets: { tags: { tier: private } }`'
        : 'remove one of `ids` and `tags`';
    return [report('SLP1418', position, message, fix)];
  }
  const distinct = new Set(ids).size;
  if (!ids || (distinct >= 2 && distinct === ids.length)) return [];
  const message =
    distinct < ids.length
      ? '`network.subnets.ids` names a subnet twice'
      : `\`network.subnets.ids\` names ${ids.length} subnet${ids.length === 1 ? '' : 's'}`;
  const fix = 'name each subnet once, at least two of them, in two zones';
  return [report('SLP1418', at('network.subnets.ids'), message, fix)];
}

/** Undefined for no tags at all, which every VPC and subnet would match. */
function tagsOf({ tags }: { readonly tags?: Readonly<Record<string, string>> }) {
  return tags && Object.keys(tags).length > 0 ? tags : undefined;
}
