import { priceList, volumeDiscounts } from './price-list';

/** Largest quantity that has a price. */
export const maxQuantity = 10_000;

export interface Price {
  readonly product: string;
  readonly quantity: number;
  readonly discountPercent: number;
  /** Cents, rounded half up. */
  readonly total: number;
}

/** Prices `quantity` pieces, a whole number from 1; undefined for a product that is not sold. */
export function priceOf(product: string, quantity: number): Price | undefined {
  const listed = priceList.find(({ name }) => name === product);
  if (!listed) return undefined;
  const discountPercent = volumeDiscounts.find(({ from }) => quantity >= from)?.percent ?? 0;
  const total = Math.round((listed.unitPrice * quantity * (100 - discountPercent)) / 100);
  return { product, quantity, discountPercent, total };
}

/** What `quantity` pieces of each product on the list cost. */
export function listPrices(quantity: number): Price[] {
  return priceList.flatMap(({ name }) => priceOf(name, quantity) ?? []);
}
