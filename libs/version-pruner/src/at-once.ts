/** Functions that are worked on at the same time: enough to keep every quota in use over slow answers. */
export const FUNCTIONS_AT_ONCE = 8;

/**
 * Does the work for every item, some of them at the same time, and ends with the first error. It holds
 * no item longer than the work on it.
 */
export async function atOnce<T>(
  items: Iterable<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
