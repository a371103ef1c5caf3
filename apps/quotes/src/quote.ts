import { priceList, volumeDiscounts } from './price-list';

/** Largest quantity that one quote covers. */
export const maxQuantity = 10_000;

export interface Quote {
  /** Product and quantity, `rope-25`: it says everything the price depends on, so quotes need no store. */
  readonly id: string;
  readonly product: string;
  readonly quantity: number;
  readonly discountPercent: number;
  /** Cents, rounded half up. */
  readonly total: number;
}

/** Prices `quantity` pieces, a whole number from 1; undefined for a product that is not sold. */
export function quoteFor(product: string, quantity: number): Quote | undefined {
  const listed = priceList.find(({ name }) => name === product);
  if (!listed) return undefined;
  const discountPercent = volumeDiscounts.find(({ from }) => quantity >= from)?.percent ?? 0;
  const total = Math.round((listed.unitPrice * quantity * (100 - discountPercent)) / 100);
  return { id: `${product}-${quantity}`, product, quantity, discountPercent, total };
}

/** The quote that `id` names; undefined for an id that no quote has. */
export function quoteOf(id: string): Quote | undefined {
  const [, product, quantity] = /^([a-z]+)-([1-9]\d{0,4})$/.exec(id) ?? [];
  if (!product || !quantity || Number(quantity) > maxQuantity) return undefined;
  return quoteFor(product, Number(quantity));
}

/** One quote for a single piece of everything on the price list. */
export function listQuotes(): Quote[] {
  return priceList.flatMap(({ name }) => quoteFor(name, 1) ?? []);
}
