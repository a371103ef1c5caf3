import { described, rollingRestarts } from '../e2e/rolling-restarts';

/** What the docs tell of, and at how many requests a second. */
const restarts = 200;
const perSecond = 40;

test('no request fails over 200 rolling restarts', async () => {
  const outcome = await rollingRestarts(restarts, perSecond);
  process.stdout.write(described(outcome));
  expect(outcome.restarts).toBeGreaterThanOrEqual(restarts);
  expect(outcome.failed).toBe(0);
}, 900_000);
