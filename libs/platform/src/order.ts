/** Comparison for `sort` by one key; strings compare by code unit, the same on every machine. */
export function ascending<T>(key: (item: T) => string | number): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
