import { UnreadableGraphError, type GraphPlace } from './errors';
import type { GraphElement } from './graph';
import { isObject, type JsonObject } from './json';
import { parseJsonTemplate } from './json-template';
import { placeOf, shortened } from './read-attribute';

/**
 * The OpenAPI document of a REST API, an empty one where it has none. Its strings keep their `${…}`, to
 * be resolved one by one.
 *
 * @throws UnreadableGraphError where `body` is not the JSON text of an object
 */
export function openApiBodyOf(restApi: GraphElement): JsonObject {
  const known = documents.get(restApi) ?? parseBody(restApi);
  documents.set(restApi, known);
  return known;
}

/** A document of a large stage is a megabyte, and several readers ask for it. */
const documents = new WeakMap<GraphElement, JsonObject>();

function parseBody(restApi: GraphElement): JsonObject {
  const { body } = restApi.attributes;
  if (body === undefined) return {};
  const place = placeOf(restApi, ['body']);
  if (typeof body !== 'string')
    throw new UnreadableGraphError(place, 'must be an OpenAPI document');
  let document: unknown;
  try {
    document = parseJsonTemplate(body);
  } catch (error) {
    if (body.startsWith('${')) throw computed(place, body);
    throw new UnreadableGraphError(place, `is not JSON: ${(error as Error).message}`);
  }
  if (typeof document === 'string' && document.startsWith('${')) throw computed(place, body);
  if (!isObject(document)) throw new UnreadableGraphError(place, 'must be a JSON object');
  return document;
}

function computed(place: GraphPlace, body: string): UnreadableGraphError {
  return new UnreadableGraphError(
    place,
    `must be the JSON text of a document, or \`jsonencode\` of one that is written there, but \`${shortened(body)}\` is computed by Terraform`,
  );
}

export interface OpenApiOperation {
  /** `/quotes/{proxy+}`. */
  readonly path: string;
  /** `x-amazon-apigateway-any-method`, `get`. */
  readonly key: string;
  readonly operation: JsonObject;
}

const operationKeys = new Set([
  'x-amazon-apigateway-any-method',
  'delete',
  'get',
  'head',
  'options',
  'patch',
  'post',
  'put',
]);

/** Every operation of every path, in the order of the document. */
export function operationsOf(document: JsonObject): OpenApiOperation[] {
  const paths = isObject(document.paths) ? document.paths : {};
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([key, operation]) =>
      operationKeys.has(key) && isObject(operation) ? [{ path, key, operation }] : [],
    ),
  );
}
