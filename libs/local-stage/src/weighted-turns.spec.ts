import fc from 'fast-check';
import { WeightedTurns } from './weighted-turns';

const newTurns = () => new WeightedTurns<string>((name) => name);

test('over a whole round everybody gets as many turns as their weight', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), (weights) => {
      const turns = newTurns();
      const names = weights.map((_, at) => String(at));
      const weightOf = (name: string) => weights[Number(name)] ?? 0;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const counts = weights.map(() => 0);
      for (let turn = 0; turn < total; turn++) {
        const at = Number(turns.next(names, weightOf));
        counts[at] = (counts[at] ?? 0) + 1;
      }
      expect(counts).toEqual(weights);
    }),
  );
});

test('turns are spread, not given in blocks', () => {
  const turns = newTurns();
  const weightOf = (name: string) => (name === 'a' ? 2 : 1);
  const order = Array.from({ length: 6 }, () => turns.next(['a', 'b'], weightOf));
  expect(order).toEqual(['a', 'b', 'a', 'a', 'b', 'a']);
});

test('without weight there is nobody', () => {
  expect(newTurns().next(['a'], () => 0)).toBeUndefined();
  expect(newTurns().next([], () => 1)).toBeUndefined();
});
