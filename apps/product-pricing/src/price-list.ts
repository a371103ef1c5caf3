export interface Product {
  readonly name: string;
  /** Price of one piece in cents. */
  readonly unitPrice: number;
}

export const priceList: readonly Product[] = [
  { name: 'anchor', unitPrice: 12_900 },
  { name: 'buoy', unitPrice: 4_550 },
  { name: 'rope', unitPrice: 1_275 },
];

/** Pieces from which a discount holds, largest first, with the discount in percent. */
export const volumeDiscounts: readonly { readonly from: number; readonly percent: number }[] = [
  { from: 100, percent: 15 },
  { from: 10, percent: 5 },
];
