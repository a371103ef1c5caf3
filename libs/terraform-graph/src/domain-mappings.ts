import { ascending } from '@slipway/platform';
import type { DomainMapping } from '@slipway/routing';
import { resourcesOf, type GraphElement } from './graph';
import { resourceAt, textAt } from './read-attribute';
import { attempt, nameOf, textOrExpressionAt, type Reading } from './reading';
import { resolveAttribute } from './resolve';

/** Base paths of custom domains that lead to REST APIs, sorted by domain and base path. */
export function domainMappingsOf(reading: Reading): DomainMapping[] {
  return [
    ...resourcesOf(reading.graph, 'aws_api_gateway_base_path_mapping').flatMap((mapping) =>
      read(reading, mapping, 'base_path', 'stage_name'),
    ),
    ...resourcesOf(reading.graph, 'aws_apigatewayv2_api_mapping').flatMap((mapping) =>
      leadsToRestApi(reading, mapping) ? read(reading, mapping, 'api_mapping_key', 'stage') : [],
    ),
  ].sort(
    ascending(
      ({ domainName }) => domainName,
      ({ basePath }) => basePath,
    ),
  );
}

/** A domain of the second version serves HTTP APIs too. */
function leadsToRestApi({ graph }: Reading, mapping: GraphElement): boolean {
  const api = resolveAttribute(graph, mapping, ['api_id']);
  return api.kind === 'attribute' && api.element.type === 'aws_api_gateway_rest_api';
}

function read(
  reading: Reading,
  mapping: GraphElement,
  basePathAttribute: string,
  stageAttribute: string,
): DomainMapping[] {
  const { graph } = reading;
  return attempt(
    reading,
    () => {
      const restApi = resourceAt(graph, mapping, ['api_id'], 'aws_api_gateway_rest_api');
      const basePath =
        basePathAttribute in mapping.attributes
          ? textAt(graph, mapping, [basePathAttribute])
          : '(none)';
      return [
        {
          domainName: domainOf(reading, mapping),
          // `(none)` is how API Gateway itself writes the empty one.
          basePath: basePath === '(none)' ? '' : basePath.replace(/^\/+|\/+$/g, ''),
          restApi: nameOf(reading, restApi),
          apiStage: textOrExpressionAt(reading, mapping, [stageAttribute]),
        },
      ];
    },
    () => [],
  );
}

/** The name, given as such or by a resource of a domain. */
function domainOf(reading: Reading, mapping: GraphElement): string {
  const resolved = resolveAttribute(reading.graph, mapping, ['domain_name']);
  const named = resolved.kind === 'attribute' ? resolved.element : mapping;
  return textOrExpressionAt(reading, named, ['domain_name']);
}
