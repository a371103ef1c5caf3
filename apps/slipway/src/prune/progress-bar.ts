const WIDTH = 24;
/** Milliseconds between two drawings. */
const INTERVAL = 100;

/**
 * A line that says how far something is, how fast it goes and how long it will take.
 * @param elapsed milliseconds
 */
export function barText(what: string, done: number, total: number, elapsed: number): string {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.round(share * WIDTH);
  const rate = elapsed > 0 ? (done * 1_000) / elapsed : 0;
  const left = rate > 0 ? `, ${durationText((total - done) / rate)} left` : '';
  return `${what} [${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${done}/${total}, ${rate.toFixed(1)}/s${left}`;
}

function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** Where a bar is drawn: stderr. */
export interface BarStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar on a terminal; elsewhere it is not drawn. */
export class ProgressBar {
  private readonly started: number;
  private drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly what: string,
    private readonly stream: BarStream = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.started = now();
  }

  show(done: number, total: number): void {
    const now = this.now();
    if (!this.stream.isTTY || (now - this.drawnAt < INTERVAL && done < total)) return;
    this.drawnAt = now;
    this.stream.write(`\r\u001b[K${barText(this.what, done, total, now - this.started)}`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.stream.isTTY && this.drawnAt > Number.NEGATIVE_INFINITY) {
      this.stream.write('\r\u001b[K');
    }
  }
}
