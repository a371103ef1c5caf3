import type { Clock } from '../clock';

/** A clock that only moves when it is told to. */
export class VirtualClock implements Clock {
  private time = Date.now();

  now(): number {
    return this.time;
  }

  /** Moves on by that many milliseconds; backwards where they are below 0. */
  advance(ms: number): void {
    this.time += ms;
  }
}
