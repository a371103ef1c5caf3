import { createInterface } from 'node:readline/promises';
import { interrupted, wrongUsage } from '../failure';
import type { Terminal } from './terminal';

/**
 * Asks on stderr and takes only `yes`. Throws a Failure where nobody can be asked, or Ctrl-C answers.
 * @param otherwise what holds then
 */
export async function confirm(
  question: string,
  terminal: Terminal,
  otherwise: string,
): Promise<boolean> {
  if (!terminal.interactive)
    throw wrongUsage('Nobody can be asked here', 'pass --yes to do it without asking');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const abort = new AbortController();
  lines.on('SIGINT', () => abort.abort());
  try {
    return (
      (
        await lines.question(`${question} Only \`yes\` is taken: `, { signal: abort.signal })
      ).trim() === 'yes'
    );
  } catch {
    throw interrupted(otherwise);
  } finally {
    lines.close();
  }
}
