import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

/** The two streams a command writes to: results on stdout, everything on the way there on stderr. */
export interface Terminal {
  /** One JSON document on stdout instead of text. */
  readonly json: boolean;
  /** Colours for text on stdout; plain functions where it is no terminal. */
  readonly out: Colors;
  /** Colours for text on stderr. */
  readonly err: Colors;
  /** A line of the result on stdout; nothing with `--json`, where the document carries it. */
  result(text: string): void;
  /** A line on stderr. */
  note(text: string): void;
  /** A line on stderr that says what happens now, in the present tense. */
  progress(text: string): void;
  /** Whether a person can be asked: stdin and stderr are terminals. */
  readonly interactive: boolean;
}

/** Whether a stream takes colours: a terminal that is not dumb, and no `NO_COLOR` (https://no-color.org). */
export function takesColors(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** The terminal of this process. */
export function createTerminal(json: boolean): Terminal {
  const err = pc.createColors(takesColors(process.stderr, process.env));
  const note = (text: string) => void process.stderr.write(`${text}\n`);
  return {
    json,
    out: pc.createColors(takesColors(process.stdout, process.env)),
    err,
    result: (text) => void (json || process.stdout.write(`${text}\n`)),
    note,
    progress: (text) => note(err.dim(text)),
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  };
}
