import fc from 'fast-check';
import { maxQuantity, parseQuoteId, quoteFor } from './quote';

test('the id of a quote says what it is for', () => {
  const product = fc.constantFrom('anchor', 'buoy', 'rope');
  const quantity = fc.integer({ min: 1, max: maxQuantity });
  fc.assert(
    fc.property(product, quantity, (name, pieces) => {
      const price = { product: name, quantity: pieces, discountPercent: 0, total: 1 };
      const quote = quoteFor(price);
      expect(quote).toMatchObject(price);
      expect(parseQuoteId(quote.id)).toEqual({ product: name, quantity: pieces });
    }),
  );
});

test.each(['', 'rope', 'rope-0', 'rope-01', 'rope-10001', 'rope-1-1', 'ROPE-1'])(
  'there is no quote %p',
  (id) => {
    expect(parseQuoteId(id)).toBeUndefined();
  },
);
