import { createHash } from 'node:crypto';

export const plans = ['trial', 'standard', 'enterprise'] as const;

export type Plan = (typeof plans)[number];

/** What is set up for a tenant of each plan. */
const limits: Readonly<Record<Plan, { readonly seats: number; readonly requestsPerDay: number }>> =
  {
    trial: { seats: 5, requestsPerDay: 1_000 },
    standard: { seats: 50, requestsPerDay: 100_000 },
    enterprise: { seats: 1_000, requestsPerDay: 10_000_000 },
  };

/** The plans a tenant can start on. */
export const offers = plans.map((plan) => ({ plan, ...limits[plan] }));

export interface Tenant {
  /** Plan, name and a checksum of both: it says all there is to know, so tenants need no store. */
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  readonly seats: number;
  readonly requestsPerDay: number;
}

/** Lower-case letters, digits and single hyphens, 3 to 40 characters. */
export const tenantName = /^(?=.{3,40}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** The tenant that `name` becomes on `plan`: the same for the same two, however often it is asked. */
export function tenantFor(name: string, plan: Plan): Tenant {
  const checksum = createHash('sha256').update(`${plan}/${name}`).digest('hex').slice(0, 8);
  return { id: `${plan}-${name}-${checksum}`, name, plan, ...limits[plan] };
}

/** The tenant with this id; undefined for an id that onboarding never gives. */
export function tenantOf(id: string): Tenant | undefined {
  const [, plan, name] = /^([a-z]+)-(.+)-[0-9a-f]{8}$/.exec(id) ?? [];
  const known = plans.find((candidate) => candidate === plan);
  if (!known || !name || !tenantName.test(name)) return undefined;
  const tenant = tenantFor(name, known);
  return tenant.id === id ? tenant : undefined;
}
