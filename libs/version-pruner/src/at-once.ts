/** Functions that are worked on at the same time: enough to keep every quota in use over slow answers. */
export const FUNCTIONS_AT_ONCE = 32;

/** Does the work for every item, some of them at the same time, and ends with the first error. */
export async function atOnce<T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next] as T;
      next += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}
