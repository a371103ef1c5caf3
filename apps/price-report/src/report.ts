interface Price {
  readonly product: string;
  readonly quantity: number;
  readonly discountPercent: number;
  /** Cents. */
  readonly total: number;
}

/** Pieces that are reported. */
export const quantities = [1, 10, 100] as const;

/** Milliseconds that an answer may take. */
const timeoutMs = 5_000;

/**
 * Writes what every product costs at each quantity, as lines of comma-separated values.
 *
 * @param pricingUrl of product-pricing, without a slash at the end
 * @throws Error where product-pricing does not answer with prices; lines of earlier quantities are written then
 */
export async function writeReport(
  pricingUrl: string,
  write: (line: string) => void,
): Promise<void> {
  write('product,quantity,discount_percent,total_cents');
  for (const quantity of quantities) {
    for (const { product, discountPercent, total } of await pricesAt(pricingUrl, quantity)) {
      write([product, quantity, discountPercent, total].join(','));
    }
  }
}

async function pricesAt(pricingUrl: string, quantity: number): Promise<readonly Price[]> {
  const response = await fetch(`${pricingUrl}/prices?quantity=${quantity}`, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`product-pricing answered ${response.status}`);
  return ((await response.json()) as { prices: Price[] }).prices;
}
