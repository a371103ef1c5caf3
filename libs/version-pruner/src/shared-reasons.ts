import type { Reason } from './judge';
import type { FunctionPlan } from './plan';

/** Thousands of versions stay for the same reasons: a plan of a whole account holds each of them once. */
export class SharedReasons {
  private readonly known = new Map<string, readonly Reason[]>();

  /** The plan with reasons that others have too. */
  of(plan: FunctionPlan): FunctionPlan {
    return {
      ...plan,
      decisions: plan.decisions.map((decision) => ({
        ...decision,
        reasons: this.shared(decision.reasons),
      })),
    };
  }

  private shared(reasons: readonly Reason[]): readonly Reason[] {
    const key = JSON.stringify(reasons);
    const known = this.known.get(key);
    if (known) return known;
    this.known.set(key, reasons);
    return reasons;
  }
}
