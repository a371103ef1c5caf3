import { ascending } from '@slipway/platform';
import type { RestApi } from '@slipway/routing';
import { UnreadableGraphError } from './errors';
import { apiStagesOf } from './api-stages';
import { executeApiEndpointOf } from './execute-api-endpoint';
import type { GraphElement } from './graph';
import { openApiBodyOf } from './openapi-body';
import { openApiRoutesOf } from './openapi-routes';
import { lengthAt, placeOf, resourceAt, textAt } from './read-attribute';
import { attempt, nameOf, textOrExpressionAt, type Reading } from './reading';
import { resourceRoutesOf } from './resource-routes';

/** The REST APIs of the graph with the API stage that serves each. */
export function restApisOf(reading: Reading): RestApi[] {
  const { graph } = reading;
  return apiStagesOf(graph)
    .flatMap((apiStage) =>
      attempt(
        reading,
        () => {
          const restApi = resourceAt(graph, apiStage, ['rest_api_id'], 'aws_api_gateway_rest_api');
          return [
            {
              name: nameOf(reading, restApi),
              apiStage: textOrExpressionAt(reading, apiStage, ['stage_name']),
              binaryMediaTypes: attempt(
                reading,
                () => binaryMediaTypesOf(reading, restApi),
                () => [],
              ),
              ...executeApiEndpointOf(reading, restApi),
              ...routesOf(reading, restApi, apiStage),
            },
          ];
        },
        () => [],
      ),
    )
    .sort(
      ascending(
        ({ name }) => name,
        ({ apiStage }) => apiStage,
      ),
    );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-binary-media-types.html */
function binaryMediaTypesOf({ graph }: Reading, restApi: GraphElement): string[] {
  const types = openApiBodyOf(restApi)['x-amazon-apigateway-binary-media-types'];
  if (types === undefined) {
    const path = ['binary_media_types'];
    return Array.from({ length: lengthAt(graph, restApi, path) }, (_, at) =>
      textAt(graph, restApi, [...path, at]),
    );
  }
  if (Array.isArray(types) && types.every((type) => typeof type === 'string')) return types;
  const place = placeOf(restApi, ['body', 'x-amazon-apigateway-binary-media-types']);
  throw new UnreadableGraphError(place, 'must be a list of media types');
}

function routesOf(
  reading: Reading,
  restApi: GraphElement,
  apiStage: GraphElement,
): Pick<RestApi, 'routes' | 'unknownRoutes'> {
  const reasons: string[] = [];
  const lost = (reason: string): [] => {
    reasons.push(reason);
    return [];
  };
  const routes = [
    ...attempt(reading, () => openApiRoutesOf(reading, restApi, apiStage), lost),
    ...resourceRoutesOf(reading, { restApi, apiStage, lost }),
  ].sort(
    ascending(
      ({ path }) => path,
      ({ method }) => method,
    ),
  );
  const [unknownRoutes] = reasons;
  return { routes, ...(unknownRoutes !== undefined && { unknownRoutes }) };
}
