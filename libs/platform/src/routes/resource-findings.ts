import type { Finding, Service, Stage } from '@slipway/catalog';
import { report } from '../report';

/** Resources of a REST API, the root among them. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const resourceLimit = 300;

/** An error where the base paths of a stage make more resources than one REST API holds. */
export function resourceFindings(stage: Stage, services: readonly Service[]): Finding[] {
  const exposed = services.flatMap(({ api }) => (api ? [api.basePath] : []));
  const count = resourcesOf(exposed).size;
  if (count <= resourceLimit) return [];
  const message = `${exposed.length} services with an API make ${count} resources in the REST API of stage ${stage.name}`;
  const fix = `leave services out of ${stage.name} by \`stages\` in their files, or give them shorter base paths`;
  return [report('SLP2111', stage.at('name'), message, fix)];
}

/** A resource for every segment of a base path, and one for all below it. */
function resourcesOf(basePaths: readonly string[]): Set<string> {
  const resources = new Set(['/']);
  for (const basePath of basePaths) {
    const segments = basePath.split('/');
    for (let depth = 2; depth <= segments.length; depth += 1) {
      resources.add(segments.slice(0, depth).join('/'));
    }
    resources.add(`${basePath}/{proxy+}`);
  }
  return resources;
}
