import type { Readable } from 'node:stream';

/** Bytes of an agent's answer that are read before the rest is given up. */
const answerBytes = 65_536;

/** Milliseconds that an agent's answer gets to end. */
const answerMs = 2_000;

/**
 * Reads an answer that nobody needs and lets go of its connection, which stays taken otherwise. An answer
 * that streams on is cut off after 64 KiB or 2 s: the session has its payload, and works without it.
 */
export async function discard(answer: Readable | undefined): Promise<void> {
  if (!answer) return;
  const cut = setTimeout(() => answer.destroy(), answerMs);
  let read = 0;
  try {
    for await (const chunk of answer) {
      read += (chunk as Buffer).length;
      if (read > answerBytes) break;
    }
  } catch {
    // Cut off, here or by the agent: its status came before.
  } finally {
    clearTimeout(cut);
    answer.destroy();
  }
}
