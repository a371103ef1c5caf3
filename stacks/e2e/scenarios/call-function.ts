import type { Context, Step } from '../scenario/scenario';
import { account, stageName } from '../scenario/workspace';

/**
 * Calls functions through a REST API as deployed: routes, key, integration and permission are right.
 * @param stack the stack of the REST API without the stage
 * @param services those that it serves
 */
export function callFunctions(stack: string, ...services: readonly (keyof typeof calls)[]): Step {
  return {
    name: `functions answer through the REST API of ${stack}, with their keys only`,
    work: async (context) => {
      for (const service of services) {
        const { path, body, status } = calls[service];
        const call = await caller(context, stack);
        for (const [key, answered] of [
          [undefined, 403],
          ['wrong', 403],
          [await keyOf(context, service), status],
        ] as const) {
          expect((await call(path, { key, body })).status).toBe(answered);
        }
      }
    },
  };
}

const calls = {
  'tenant-onboarding': {
    path: 'tenants',
    body: { name: 'acme', plan: 'standard' },
    status: 201,
  },
  orchestrator: {
    path: 'runs',
    body: { user: 'e2e', task: 'agent-runner', payload: { topic: 'prices' } },
    status: 201,
  },
  'clm-router': { path: 'clm', body: { task: 'review', pages: 12 }, status: 200 },
} as const;

/** What calls paths of a REST API: by POST with a body, by GET without. */
export async function caller({ stage, endpoint }: Context, stack: string) {
  const output = await stage.terraform(`${stageName}-${stack}`, 'output', '-json');
  const { invoke_url: url } = JSON.parse(output) as { invoke_url: { value: string } };
  const id = /^https:\/\/([^.]+)\./.exec(url.value)?.[1];
  return (path: string, { key, body }: { key?: string; body?: object }): Promise<Response> =>
    fetch(`${endpoint}/restapis/${id}/${stageName}/_user_request_/${path}`, {
      headers: key === undefined ? {} : { 'x-api-key': key },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
}

/** The API key that callers of a service have. */
export async function keyOf({ endpoint }: Context, service: string): Promise<string> {
  const response = await fetch(`${endpoint}/apikeys?includeValues=true`, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20300101/us-east-1/apigateway/aws4_request`,
    },
  });
  const { item } = (await response.json()) as { item: { name: string; value: string }[] };
  return item.find(({ name }) => name.includes(service))?.value ?? '';
}
