import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { readLines } from './log-lines';

async function linesOf(...chunks: readonly Buffer[]): Promise<string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await once(stream, 'end');
  return lines;
}

test('lines are whole however the chunks are cut, even inside a character', async () => {
  const bytes = Buffer.from('größe\r\nzwei\n\ndrei');
  expect(await linesOf(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual([
    'größe',
    'zwei',
    '',
    'drei',
  ]);
});

test('a line without an end does not grow for ever', async () => {
  const lines = await linesOf(Buffer.alloc(40_000, 'x'));
  expect(lines.map(({ length }) => length)).toEqual([16_384, 16_384, 7_232]);
});
