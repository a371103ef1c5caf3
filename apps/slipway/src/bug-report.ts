import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

const frame = /\(?((?:file:\/\/)?(\/[^\s():]+\.js)):(\d+):(\d+)\)?$/;

/** The stack of an error nobody expected, in terms of the sources, and how to report it. */
export function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'This is a bug in Slipway, not a mistake of yours.',
    stack.split('\n').map(inSources).join('\n'),
    'To report it: open an issue in the repository of this workspace with the lines above and the command you ran.',
  ].join('\n');
}

/** Rewrites a frame in a bundle to the source file and line it was compiled from. */
function inSources(line: string): string {
  const [, location, file, row, column] = frame.exec(line) ?? [];
  if (!location || !file || !existsSync(`${file}.map`)) return line;
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  const entry = map.findEntry(Number(row) - 1, Number(column) - 1);
  if (!('originalSource' in entry)) return line;
  return line.replace(
    `${location}:${row}:${column}`,
    `${entry.originalSource}:${entry.originalLine + 1}`,
  );
}
