import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Characters of one line; what is longer is told in pieces of this length. */
const maxLine = 16_384;

/** Calls `onLine` for every line of a stream, the last one too where it does not end in a newline. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    rest += decoder.write(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
    while (rest.length > maxLine) {
      onLine(rest.slice(0, maxLine));
      rest = rest.slice(maxLine);
    }
  });
  stream.on('end', () => {
    if (rest) onLine(rest);
  });
}
