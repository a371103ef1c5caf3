import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `value` is most likely a misspelling of, letter case aside; undefined where
 * none is near: more than a third of the letters, and more than two, would have to change.
 */
export function nearest(value: string, candidates: readonly string[]): string | undefined {
  const wanted = value.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const changes = distance(wanted, candidate.toLowerCase());
    if (changes < bestDistance && changes < candidate.length) {
      best = candidate;
      bestDistance = changes;
    }
  }
  return best;
}
