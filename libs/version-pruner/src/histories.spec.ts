import * as fc from 'fast-check';
import { libraryWithout } from './testing/changed-library';
import { guardCases } from './testing/guard-cases';
import { history, historyText } from './testing/history';
import { playHistory, Violation } from './testing/play-history';
import { protectionCases } from './testing/protection-cases';

/** How many histories are played; `npx nx histories version-pruner` plays 100,000. */
const runs = Number(process.env.PRUNER_HISTORIES ?? 2_000);

it(
  `in ${runs} histories no version goes that is needed, and in the end every other has gone`,
  async () => {
    const result = await fc.check(
      fc.asyncProperty(history, (each) => playHistory(each)),
      { numRuns: runs },
    );
    const [found] = result.counterexample ?? [];
    const reason = result.errorInstance instanceof Error ? result.errorInstance.message : '';
    expect({ seed: result.seed, reason, history: found && historyText(found) }).toEqual({
      seed: result.seed,
      reason: '',
      history: undefined,
    });
    expect(result.numRuns).toBe(runs);
  },
  30 * 60_000,
);

const seen = [
  ...['newest', 'young', 'pending', 'resource-policy', 'provisioned-concurrency'],
  ...['event-source-mapping', 'event-invoke-config', 'function-url', 'durable-execution'],
  ...['recent-invocation', 'pin-tag', 'aliases again', 'failed holds no place'],
];

it.each([...protectionCases, ...guardCases].filter(({ protection }) => seen.includes(protection)))(
  'histories find out that the protection "$protection" is gone',
  async ({ removal }) => {
    const changed = await libraryWithout(removal);
    const property = fc.asyncProperty(history, (each) => playHistory(each, changed));
    const { errorInstance } = await fc.check(property, { numRuns: 20_000, endOnFailure: true });
    expect(errorInstance).toBeInstanceOf(Violation);
  },
);
