import type { Colors } from '../terminal/terminal';
import type { Stacks } from './stacks';

/** Lines that are shown of a kind; the rest is in the document of `--json`. */
const shown = 5;

/** What may keep an answer from being whole, a line each: parts that are not read, and values not known. */
export function unreadLines(
  { unread, problems }: Pick<Stacks, 'unread' | 'problems'>,
  colors: Colors,
): string[] {
  const lines = [
    ...some(unread, ({ address, reason }) => `${address} ${reason}`),
    ...some(problems, ({ message }) => message),
  ];
  return lines.map((line) => `${colors.dim('note:')} ${line}`);
}

function some<T>(all: readonly T[], text: (one: T) => string): string[] {
  const rest = all.length - shown;
  const lines = all.slice(0, shown).map(text);
  return rest > 0 ? [...lines, `${rest} more of the kind, listed by --json`] : lines;
}
