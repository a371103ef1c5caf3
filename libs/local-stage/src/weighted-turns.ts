/**
 * Gives turns in proportion to weights, as evenly spread as can be: with weights 2 and 1 the order is
 * a b a. Candidates and weights may change from turn to turn.
 */
export class WeightedTurns<T> {
  private readonly credits = new Map<string, number>();

  /** @param nameOf tells the candidates apart */
  constructor(private readonly nameOf: (candidate: T) => string) {}

  /** Whose turn it is; undefined where no weight is above 0. */
  next(candidates: readonly T[], weightOf: (candidate: T) => number): T | undefined {
    let total = 0;
    let best: T | undefined;
    let most = -Infinity;
    for (const candidate of candidates) {
      const weight = weightOf(candidate);
      if (weight <= 0) continue;
      total += weight;
      const name = this.nameOf(candidate);
      const credit = (this.credits.get(name) ?? 0) + weight;
      this.credits.set(name, credit);
      if (credit > most) {
        most = credit;
        best = candidate;
      }
    }
    if (best !== undefined) this.credits.set(this.nameOf(best), most - total);
    return best;
  }
}
