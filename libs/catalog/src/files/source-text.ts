import type { SourcePosition } from '../finding';

/** A file's text and the line and column of every place in it. */
export class SourceText {
  private lineStarts?: number[];

  constructor(
    /** Path relative to the workspace root, with forward slashes. */
    readonly file: string,
    readonly text: string,
  ) {}

  /** Position of an offset in UTF-16 units, as editors count columns. */
  positionAt(offset: number): SourcePosition {
    this.lineStarts ??= startsOfLines(this.text);
    const line = lastNotAbove(this.lineStarts, offset);
    const start = this.lineStarts[line] ?? 0;
    return { file: this.file, line: line + 1, column: offset - start + 1 };
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the last of the ascending numbers that is not above `value`. */
function lastNotAbove(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
