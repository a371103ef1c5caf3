/**
 * On-demand prices of EC2 in us-east-1 for Linux, in US dollars per hour of one vCPU, by family:
 * the price of the size large, halved. A snapshot from memory of the page, not checked against it:
 * https://aws.amazon.com/ec2/pricing/on-demand/
 */
export const vcpuPrices = {
  asOf: '2025-11',
  region: 'us-east-1',
  source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  byFamily: {
    c6g: 0.034,
    c7g: 0.03625,
    c8g: 0.03988,
    m6g: 0.0385,
    m7g: 0.0408,
    m8g: 0.04488,
    r6g: 0.0504,
    r7g: 0.05355,
    r8g: 0.05891,
    c6i: 0.0425,
    c7i: 0.04463,
    m6i: 0.048,
    m7i: 0.0504,
    r6i: 0.063,
    r7i: 0.06615,
  } as Readonly<Record<string, number>>,
} as const;

/** What Lambda adds for managing the instances: https://aws.amazon.com/lambda/pricing/ */
export const MANAGEMENT_FEE = 0.15;

/** Hours that AWS counts in a month. */
export const HOURS_PER_MONTH = 730;

/** Dollars per month, from the cheapest instance type allowed to the dearest; or why nobody knows. */
export type MonthlyPrice =
  { readonly from: number; readonly to: number } | { readonly unknown: string };

/**
 * What vCPU on a provider cost in a month, the fee included.
 * @param instanceTypes that the provider may start; empty where Lambda chooses
 * @param perVcpuHour dollars that a vCPU costs in an hour, fee excluded, where the caller knows better
 */
export function monthlyPrice(
  vcpu: number,
  region: string,
  instanceTypes: readonly string[] | undefined,
  perVcpuHour?: number,
): MonthlyPrice {
  const month = (price: number) => vcpu * price * HOURS_PER_MONTH * (1 + MANAGEMENT_FEE);
  if (perVcpuHour !== undefined) return { from: month(perVcpuHour), to: month(perVcpuHour) };
  if (instanceTypes === undefined) return { unknown: 'its instance types cannot be read' };
  if (instanceTypes.length === 0) return { unknown: 'Lambda chooses its instance types' };
  if (region !== vcpuPrices.region) {
    return { unknown: `prices are known for ${vcpuPrices.region} alone` };
  }
  const families = [...new Set(instanceTypes.map((type) => type.split('.')[0] ?? ''))];
  const prices = families.map((family) => vcpuPrices.byFamily[family]);
  const strange = families.filter((_, index) => prices[index] === undefined);
  if (strange.length > 0) return { unknown: `the price of ${strange.join(', ')} is unknown` };
  const known = prices.filter((price) => price !== undefined);
  return { from: month(Math.min(...known)), to: month(Math.max(...known)) };
}
