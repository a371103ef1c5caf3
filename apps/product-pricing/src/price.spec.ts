import fc from 'fast-check';
import { priceList } from './price-list';
import { listPrices, maxQuantity, priceOf } from './price';

test('the discount grows with the quantity', () => {
  expect(priceOf('rope', 9)).toMatchObject({ discountPercent: 0, total: 11_475 });
  expect(priceOf('rope', 10)).toMatchObject({ discountPercent: 5, total: 12_113 });
  expect(priceOf('rope', 100)).toMatchObject({ discountPercent: 15, total: 108_375 });
});

test('no quantity costs more than its pieces bought one by one', () => {
  const product = fc.constantFrom(...priceList);
  const quantity = fc.integer({ min: 1, max: maxQuantity });
  fc.assert(
    fc.property(product, quantity, ({ name, unitPrice }, pieces) => {
      expect(priceOf(name, pieces)?.total).toBeLessThanOrEqual(unitPrice * pieces);
    }),
  );
});

test('everything on the price list has a price, and nothing else', () => {
  expect(listPrices(1).map(({ product }) => product)).toEqual(priceList.map(({ name }) => name));
  expect(priceOf('sail', 1)).toBeUndefined();
});
