import * as fc from 'fast-check';
import { history, historyText } from './testing/history';
import { playHistory } from './testing/play-history';

/** How many histories are played; `npx nx histories version-pruner` plays 100,000. */
const runs = Number(process.env.PRUNER_HISTORIES ?? 2_000);

it(
  `in ${runs} histories no version goes that is needed, and in the end every other has gone`,
  async () => {
    const result = await fc.check(fc.asyncProperty(history, playHistory), { numRuns: runs });
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
