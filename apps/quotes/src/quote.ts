import type { Price } from './pricing';

/** Largest quantity that one quote covers. */
export const maxQuantity = 10_000;

export interface Quote extends Price {
  /** Product and quantity, `rope-25`: it says everything the price depends on, so quotes need no store. */
  readonly id: string;
}

/** The quote for a price. */
export function quoteFor(price: Price): Quote {
  return { id: `${price.product}-${price.quantity}`, ...price };
}

/** Product and quantity that a quote's id names; undefined for an id that no quote has. */
export function parseQuoteId(
  id: string,
): { readonly product: string; readonly quantity: number } | undefined {
  const [, product, quantity] = /^([a-z]+)-([1-9]\d{0,4})$/.exec(id) ?? [];
  if (!product || !quantity || Number(quantity) > maxQuantity) return undefined;
  return { product, quantity: Number(quantity) };
}
