/** Comparison for `sort` by one or more keys; strings compare by code unit, as everywhere in a route table. */
export function ascending<T>(...keys: readonly ((item: T) => string | number)[]) {
  return (a: T, b: T): number => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}
