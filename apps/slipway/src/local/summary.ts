import type { LocalRoute, LocalStage } from '@slipway/local-stage';
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
  const services = stage
    .services()
    .map((service) =>
      service.kind === 'function'
        ? [service.name, 'function', 'starts with its first request']
        : [
            service.name,
            'container',
            `${service.state}${service.port ? `, port ${service.port}` : ''}`,
          ],
    );
  return [
    formatTable(['service', 'runs as', 'state'], services, colors),
    '',
    formatTable(['method', 'address', 'service', 'needs'], routes, colors),
    '',
    ...examples(stage),
    '',
    `Ready ${secondsSinceStart.toFixed(1)} s after the start. Ctrl-C stops everything.`,
  ].join('\n');
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
