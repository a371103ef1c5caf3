import { strict as assert } from 'node:assert';
import type { PrunerSettings } from '../index';
import { FakeError, FakeLambda, type FakeCall, type FakeFunction } from './fake-lambda';
import { applyPlan, decisionOf, oldVersions, planOf, type Library } from './prune';

/** A text of a source that a protection is made of, and the text without it. */
export interface Removal {
  /** In `src`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What keeps a version from being deleted, with what shows it and what would take it away. */
export interface ProtectionCase {
  /** Id of a protection, or a word for what else holds a run back. */
  readonly protection: string;
  readonly name: string;
  readonly removal: Removal;
  /** Rejects where the protection does not hold. */
  readonly check: (lib: Library) => Promise<void>;
}

/** The protection is not in the table any more. */
export function outOfTheTable(constant: string): Removal {
  return { file: 'protections.ts', find: `\n  ${constant},\n`, replace: '\n' };
}

export interface Arrangement {
  readonly arrange: (quotes: FakeFunction, fake: FakeLambda) => void;
  readonly settings?: Partial<PrunerSettings>;
  /** The version that stays; version 2 of four goes. */
  readonly version?: string;
  readonly provider?: string;
  /** Words of the evidence that a person sees. */
  readonly evidence?: string;
}

/** Of four old versions one stays, for one reason alone, and what nothing protects goes. */
export function staysAlone(protection: string, arrangement: Arrangement): ProtectionCase['check'] {
  const { arrange, settings = {}, version = '1', provider, evidence = '' } = arrangement;
  return async (lib) => {
    const fake = new FakeLambda();
    oldVersions(fake, 4, provider);
    arrange(fake.get('quotes'), fake);
    const plan = await planOf(lib, fake, settings);
    const { action, reasons } = decisionOf(plan, version);
    assert.deepEqual([action, reasons.map((reason) => reason.protection)], ['keep', [protection]]);
    assert.ok(reasons[0]?.evidence.includes(evidence), reasons[0]?.evidence);
    await applyPlan(lib, fake, plan);
    const left = [...fake.get('quotes').versions.values()].filter(
      (each) => each.version === version,
    );
    assert.equal(left.length, 1);
    assert.ok(!fake.published('quotes').includes('2'), 'version 2 goes');
  };
}

/** Answers calls of an operation with an error, from the nth on. */
export function failing(
  operation: string,
  error: FakeError = new FakeError('AccessDeniedException', 403, `not authorized: ${operation}`),
): (call: FakeCall) => void {
  return (call) => {
    if (call.operation === operation) throw error;
  };
}
