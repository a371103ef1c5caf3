/**
 * Ends a switch over a discriminated union: a member without a case does not compile.
 *
 * @throws Error where a value of no known member came from outside the type system
 */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unknown ${what}: ${JSON.stringify(value)}`);
}
