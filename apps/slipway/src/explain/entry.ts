import { nearest } from '@slipway/catalog';
import { isMappedHost, type RouteTable } from '@slipway/routing';
import { failed, wrongUsage } from '../failure';
import type { Stacks } from './stacks';

/** `abc123.execute-api.eu-west-1.amazonaws.com`, of a private API with its VPC endpoint, in any partition. */
const executeApiHost = /^[\w-]+\.execute-api\.[\w-]+\.(vpce\.)?amazonaws\.com(\.cn)?(:\d+)?$/i;

/**
 * The table as a request sees it that names an API, or comes for a host. Throws a Failure where there is
 * no API or none of the name, or nothing of the stacks serves the host.
 *
 * @param api `shop`, or `shop/live` with the API stage
 */
export function entryOf(
  stacks: Pick<Stacks, 'table' | 'name' | 'unread'>,
  api: string | undefined,
  host: string | undefined,
): RouteTable {
  const { table, name, unread } = stacks;
  if (table.restApis.length === 0) {
    const reasons = unread.map(({ address, reason }) => `${address} ${reason}`);
    throw failed([`${name} has no REST API that can be read`, ...reasons].join('\n  '));
  }
  const mappings = table.domainMappings ?? [];
  const isDefault = host === undefined || executeApiHost.test(host);
  if (!isDefault && !isMappedHost(mappings, host)) {
    throw failed(`Nothing in ${name} serves the host \`${host}\``, servedHosts(table, host));
  }
  if (api === undefined) return table;
  if (!isDefault) {
    throw wrongUsage(
      '--api and the host of a custom domain are not for one request',
      `leave --api out: the domain leads to its API by itself`,
    );
  }
  const restApis = table.restApis.filter((one) => namesOf(one).includes(api));
  if (restApis.length > 0) return { ...table, restApis };
  const known = table.restApis.flatMap(namesOf);
  const like = nearest(api, known) ?? known[1];
  throw failed(
    `${name} has no REST API \`${api}\``,
    like === undefined ? undefined : `--api ${like}`,
  );
}

function namesOf({ name, apiStage }: RouteTable['restApis'][number]): [string, string] {
  return [name, `${name}/${apiStage}`];
}

function servedHosts({ domainMappings = [] }: RouteTable, host: string): string {
  const domains = [...new Set(domainMappings.map(({ domainName }) => domainName))];
  const endpoint = 'leave the host out for the execute-api endpoint';
  if (domains.length === 0) return `${endpoint}: these stacks have no custom domain`;
  const unknown = domains.find((domain) => domain.includes('${'));
  if (unknown !== undefined) {
    return `--host '${unknown}' if that is its name, which these stacks do not know, or ${endpoint}`;
  }
  return `--host ${nearest(host, domains) ?? domains.join(' or ')}, or ${endpoint}`;
}
