import type { LocalRoute, LocalService, LocalStage } from '@slipway/local-stage';
import { formatTable } from '../terminal/table';
import type { Colors } from '../terminal/terminal';

/** Addresses, services and lines to try, as text. */
export function describeStage(
  stage: LocalStage,
  secondsSinceStart: number,
  colors: Colors,
): string {
  const routes = stage.routes.map(({ method, path, apiKeyRequired, service }) => [
    method,
    `${stage.url}${path}`,
    service ?? '',
    apiKeyRequired ? 'x-api-key' : '',
  ]);
  const services = stage.services().map((service) => rowOf(service));
  return [
    formatTable(['service', 'runs as', 'state'], services, colors),
    '',
    formatTable(['method', 'address', 'service', 'needs'], routes, colors),
    '',
    ...examples(stage),
    '',
    `What happens here: ${stage.url}/_slipway`,
    `Ready ${secondsSinceStart.toFixed(1)} s after the start. Ctrl-C stops everything.`,
  ].join('\n');
}

function rowOf(service: LocalService): [name: string, runsAs: string, state: string] {
  const { name } = service;
  switch (service.kind) {
    case 'function':
      return [
        name,
        'function',
        service.runsHere ? 'starts with its first request' : 'does not run here',
      ];
    case 'batch':
      return [name, 'batch', `npx slipway run-task ${name}`];
    case 'http':
      return [name, 'container', [service.state, ...portsOf(service)].join(', ')];
  }
}

function portsOf({ tasks }: LocalService & { readonly kind: 'http' }): string[] {
  const ports = tasks.map(({ port }) => port);
  if (ports.length === 0) return [];
  return [`${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`];
}

/** A `curl` line for the first open route and one for the first that needs a key. */
export function examples({ url, routes, apiKeys }: LocalStage): string[] {
  const literal = routes.filter(({ path, service }) => service && !path.includes('{'));
  const open = literal.find(({ apiKeyRequired }) => !apiKeyRequired);
  const keyed = literal.find(({ apiKeyRequired }) => apiKeyRequired);
  const key = apiKeys.find(({ restApi }) => restApi === keyed?.restApi);
  return [
    ...(open ? [curl(url, open)] : []),
    ...(keyed && key ? [curl(url, keyed, `-H 'x-api-key: ${key.value}' `)] : []),
  ];
}

function curl(url: string, { path }: LocalRoute, header = ''): string {
  return `curl ${header}${url}${path}`;
}
