/**
 * Milliseconds to connect, and for an answer, after which a call has failed: the SDK itself waits for
 * ever, and a host or an agent with it. A start takes as long where its service finds a machine first.
 */
export const clientTimeouts = {
  connectionTimeout: 5_000,
  requestTimeout: 60_000,
  // Otherwise the SDK only warns.
  throwOnRequestTimeout: true,
} as const;
