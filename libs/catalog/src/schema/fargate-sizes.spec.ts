import fc from 'fast-check';
import { fargateSizes, nearestFargateSize } from './fargate-sizes';

const wanted = fc.record({
  cpu: fc.integer({ min: 1, max: 16_384 }),
  memory: fc.integer({ min: 1, max: 122_880 }),
});

test('the nearest size is offered, and enough', () => {
  fc.assert(
    fc.property(wanted, ({ cpu, memory }) => {
      const size = nearestFargateSize(cpu, memory);
      expect(fargateSizes.get(size.cpu)).toContain(size.memory);
      expect(size.cpu).toBeGreaterThanOrEqual(cpu);
      expect(size.memory).toBeGreaterThanOrEqual(memory);
    }),
  );
});

test('a size that is offered is its own nearest', () => {
  for (const [cpu, memories] of fargateSizes) {
    for (const memory of memories) expect(nearestFargateSize(cpu, memory)).toEqual({ cpu, memory });
  }
});
