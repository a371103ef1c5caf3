import type { Context, Step } from '../scenario/scenario';
import { account, stageName } from '../scenario/workspace';

/**
 * Calls a function through a REST API as deployed: routes, key, integration and permission are right.
 * @param stack the stack of the REST API without the stage
 */
export function callFunction(stack = 'api-gateway'): Step {
  return {
    name: `the function answers through the REST API of ${stack}, with its key only`,
    work: async (context) => {
      const onboard = await onboarding(context, stack);
      expect(await onboard()).toBe(403);
      expect(await onboard('wrong')).toBe(403);
      expect(await onboard(await keyOf(context))).toBe(201);
    },
  };
}

async function onboarding({ stage, endpoint }: Context, stack: string) {
  const output = await stage.terraform(`${stageName}-${stack}`, 'output', '-json');
  const { invoke_url: url } = JSON.parse(output) as { invoke_url: { value: string } };
  const id = /^https:\/\/([^.]+)\./.exec(url.value)?.[1];
  return async (key?: string): Promise<number> => {
    const { status } = await fetch(
      `${endpoint}/restapis/${id}/${stageName}/_user_request_/tenants`,
      {
        method: 'POST',
        headers: key === undefined ? {} : { 'x-api-key': key },
        body: JSON.stringify({ name: 'acme', plan: 'standard' }),
      },
    );
    return status;
  };
}

async function keyOf({ endpoint }: Context): Promise<string> {
  const response = await fetch(`${endpoint}/apikeys?includeValues=true`, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20300101/us-east-1/apigateway/aws4_request`,
    },
  });
  const { item } = (await response.json()) as { item: { name: string; value: string }[] };
  return item.find(({ name }) => name.includes('tenant-onboarding'))?.value ?? '';
}
