/** Aborts at SIGTERM, which ECS sends `stopTimeout` seconds before SIGKILL, and at SIGINT. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => controller.abort(signal));
  }
  return controller.signal;
}
