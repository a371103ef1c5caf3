import fc from 'fast-check';
import { TokenBucket } from './token-bucket';

test('in any time no more requests get through than the burst and what the rate brings in', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      gaps,
      (rateLimit, burstLimit, waits) => {
        let now = 0;
        const bucket = new TokenBucket({ rateLimit, burstLimit }, () => now);
        const taken = waits.filter((wait) => {
          now += wait;
          return bucket.take();
        });
        expect(taken.length).toBeLessThanOrEqual(burstLimit + (now / 1_000) * rateLimit + 1e-6);
      },
    ),
  );
});

test('who keeps to the rate is never refused', () => {
  let now = 0;
  const bucket = new TokenBucket({ rateLimit: 4, burstLimit: 1 }, () => now);
  for (let sent = 0; sent < 100; sent++) {
    expect(bucket.take()).toBe(true);
    now += 250;
  }
});

test('a bucket that holds nothing lets nothing through', () => {
  expect(new TokenBucket({ rateLimit: 10, burstLimit: 0 }, () => 0).take()).toBe(false);
});
