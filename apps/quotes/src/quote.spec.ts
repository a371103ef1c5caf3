import fc from 'fast-check';
import { priceList } from './price-list';
import { listQuotes, maxQuantity, quoteFor, quoteOf } from './quote';

const product = fc.constantFrom(...priceList.map(({ name }) => name));
const quantity = fc.integer({ min: 1, max: maxQuantity });

test('a quote is found again by its id', () => {
  fc.assert(
    fc.property(product, quantity, (name, pieces) => {
      const quote = quoteFor(name, pieces);
      expect(quote).toBeDefined();
      expect(quoteOf(quote?.id ?? '')).toEqual(quote);
    }),
  );
});

test('the discount grows with the quantity', () => {
  expect(quoteFor('rope', 9)).toMatchObject({ discountPercent: 0, total: 11_475 });
  expect(quoteFor('rope', 10)).toMatchObject({ discountPercent: 5, total: 12_113 });
  expect(quoteFor('rope', 100)).toMatchObject({ discountPercent: 15, total: 108_375 });
});

test.each(['', 'rope', 'rope-0', 'rope-01', 'rope-10001', 'rope-1-1', 'sail-1', 'ROPE-1'])(
  'there is no quote %p',
  (id) => {
    expect(quoteOf(id)).toBeUndefined();
  },
);

test('everything on the price list has a quote', () => {
  expect(listQuotes().map((quote) => quote.product)).toEqual(priceList.map(({ name }) => name));
});
