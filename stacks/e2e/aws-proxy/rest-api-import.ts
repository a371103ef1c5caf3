import { jsonOf, type AwsCall } from './aws-call';
import type { Correction, Send } from './correction';

interface Resource {
  readonly id: string;
  readonly path: string;
}

interface Operation {
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly 'x-amazon-apigateway-integration': Readonly<Record<string, unknown>>;
}

interface OpenApiDocument {
  readonly paths: Readonly<
    Record<string, { readonly 'x-amazon-apigateway-any-method': Operation }>
  >;
  readonly 'x-amazon-apigateway-gateway-responses': Readonly<Record<string, object>>;
}

/**
 * The import of an OpenAPI document into a REST API, made of the calls that the emulator does have.
 * It knows the documents of our stacks: one method ANY per path, keys as the only security.
 */
export function restApiImport(): Correction[] {
  return [
    {
      call: 'apigateway PUT /restapis/{id}',
      answer: async (call, send) => {
        const api = call.operation.slice('PUT '.length);
        const document = jsonOf(call) as unknown as OpenApiDocument;
        const request = requestsOf(call, send);
        await removeResources(request, api);
        for (const [path, item] of Object.entries(document.paths)) {
          const resource = await resourceAt(request, api, path);
          await putMethod(
            request,
            `${api}/resources/${resource.id}`,
            item['x-amazon-apigateway-any-method'],
          );
        }
        const answers = Object.entries(document['x-amazon-apigateway-gateway-responses']);
        for (const [type, answer] of answers) {
          await request('PUT', `${api}/gatewayresponses/${type}`, answer);
        }
        return send(onPath(call, 'GET', api));
      },
    },
  ];
}

type Request = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;

/** Sends calls of one's own, signed like the original. */
function requestsOf(original: AwsCall, send: Send): Request {
  return async (method, path, body) => {
    const answer = await send(onPath(original, method, path, body));
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body.toString('utf8')}`);
    }
    return jsonOf(answer);
  };
}

function onPath(original: AwsCall, method: string, path: string, body?: object): AwsCall {
  return {
    ...original,
    method,
    url: path,
    operation: `${method} ${path}`,
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  };
}

async function resourcesOf(request: Request, api: string): Promise<Resource[]> {
  const { item } = await request('GET', `${api}/resources?limit=500`);
  return (item ?? []) as Resource[];
}

async function removeResources(request: Request, api: string): Promise<void> {
  for (const { id, path } of await resourcesOf(request, api)) {
    if (path !== '/') {
      await request('DELETE', `${api}/resources/${id}`);
    }
  }
}

async function resourceAt(request: Request, api: string, path: string): Promise<Resource> {
  const there = await resourcesOf(request, api);
  const found = there.find((resource) => resource.path === path);
  if (found !== undefined) {
    return found;
  }
  const slash = path.lastIndexOf('/');
  const parent = await resourceAt(request, api, slash === 0 ? '/' : path.slice(0, slash));
  const pathPart = path.slice(slash + 1);
  return (await request('POST', `${api}/resources/${parent.id}`, {
    pathPart,
  })) as unknown as Resource;
}

async function putMethod(request: Request, resource: string, operation: Operation): Promise<void> {
  const method = `${resource}/methods/ANY`;
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
  await request('PUT', method, {
    authorizationType: 'NONE',
    apiKeyRequired: operation.security !== undefined,
    requestParameters: Object.fromEntries(
      parameters.map(({ name }) => [`method.request.path.${name}`, true]),
    ),
  });
  const { type, passthroughBehavior, ...integration } =
    operation['x-amazon-apigateway-integration'];
  await request('PUT', `${method}/integration`, {
    ...integration,
    type: String(type).toUpperCase(),
    passthroughBehavior: String(passthroughBehavior).toUpperCase(),
  });
}
