/** Variable in which a caller finds the address of a service: `PRODUCT_PRICING_URL`. */
export function callVariable(service: string): string {
  return `${service.replaceAll('-', '_').toUpperCase()}_URL`;
}
