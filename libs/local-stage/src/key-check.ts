import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ApiKey } from '@slipway/terraform-graph';
import type { RestApi } from '@slipway/routing';

/** Header that carries the key. */
const keyHeader = 'x-api-key';

/** An API key of the stage with a value that is good for this run. */
export interface LocalApiKey extends ApiKey {
  readonly value: string;
}

/** Gives every key a random value; one key that is good in several places has one value. */
export function withValues(keys: readonly ApiKey[]): LocalApiKey[] {
  const values = new Map<string, string>();
  return keys.map((key) => {
    const value = values.get(key.name) ?? randomBytes(20).toString('hex');
    values.set(key.name, value);
    return { ...key, value };
  });
}

/** The key sent with a request, where it is good on this API: keys belong to an API stage, not a route. */
export type FindKey = (
  api: Pick<RestApi, 'name' | 'apiStage'>,
  headers: IncomingHttpHeaders,
) => LocalApiKey | undefined;

/** Finds keys by their value. */
export function keyFinder(keys: readonly LocalApiKey[]): FindKey {
  const byPlace = new Map(keys.map((key) => [placeOf(key.value, key.restApi, key.apiStage), key]));
  return ({ name, apiStage }, headers) =>
    byPlace.get(placeOf(String(headers[keyHeader]), name, apiStage));
}

function placeOf(value: string, restApi: string, apiStage: string): string {
  return [value, restApi, apiStage].join('\n');
}
