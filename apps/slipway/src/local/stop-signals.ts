/**
 * One key press can arrive twice: from the terminal, and forwarded by the npm that runs the script.
 */
const samePressMs = 300;

/**
 * Calls `first` on the first Ctrl-C, SIGTERM or closed terminal, and `second` on the next one.
 * @returns a function that stops listening
 */
export function onStop(first: () => void, second: () => void): () => void {
  let since: number | undefined;
  const handle = () => {
    if (since === undefined) {
      since = performance.now();
      first();
    } else if (performance.now() - since > samePressMs) second();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
