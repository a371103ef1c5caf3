/** One place where two JSON values are not equal; `undefined` where it is absent. */
export interface JsonDifference {
  /** Keys joined by `.`: `terraform.required_providers.aws.version`. */
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** All differences of two JSON values at their deepest place, in the order of the left's keys. */
export function jsonDifferences(left: unknown, right: unknown, path = ''): JsonDifference[] {
  if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right)) {
    return Object.is(left, right) ? [] : [{ path, left, right }];
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) =>
    jsonDifferences(left[key], right[key], path === '' ? key : `${path}.${key}`),
  );
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
