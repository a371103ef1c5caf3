import type { Context } from './scenario';

/** Calls EC2 as the team that owns the VPC would, and returns the ids of one kind in the answer. */
export async function ec2(
  { endpoint }: Context,
  input: Readonly<Record<string, string>>,
  element: string,
): Promise<string[]> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=000000000000/20300101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Version: '2016-11-15', ...input }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${input['Action']}: ${text}`);
  const ids = text.matchAll(new RegExp(`<${element}>([^<]+)</${element}>`, 'g'));
  return [...new Set([...ids].map(([, id = '']) => id))];
}
