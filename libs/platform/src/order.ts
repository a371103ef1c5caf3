/** Comparison for `sort` by one or more keys; strings compare by code unit, the same on every machine. */
export function ascending<T>(...keys: readonly ((item: T) => string | number)[]) {
  return (a: T, b: T): number => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}
