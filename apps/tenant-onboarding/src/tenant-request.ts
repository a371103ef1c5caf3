import { plans, tenantName, type Plan } from './tenant';

export interface TenantRequest {
  readonly name: string;
  readonly plan: Plan;
}

/** Every mistake in a request body, as sentences a caller can act on. */
export interface RefusedRequest {
  readonly mistakes: readonly string[];
}

/** Reads the JSON text of `POST /tenants`. */
export function readTenantRequest(text: string): TenantRequest | RefusedRequest {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { mistakes: ['The body must be JSON.'] };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { mistakes: ['The body must be an object with name and plan.'] };
  }
  const { name, plan, ...unknown } = body as Record<string, unknown>;
  const mistakes = Object.keys(unknown).map((key) => `${key} is not known.`);
  if (typeof name !== 'string' || !tenantName.test(name)) {
    mistakes.push('name must be 3 to 40 lower-case letters, digits and single hyphens.');
  }
  const known = plans.find((candidate) => candidate === plan);
  if (!known) mistakes.push(`plan must be one of ${plans.join(', ')}.`);
  return mistakes.length === 0 && typeof name === 'string' && known
    ? { name, plan: known }
    : { mistakes };
}
