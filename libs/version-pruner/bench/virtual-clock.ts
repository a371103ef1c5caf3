import type { Clock } from '../src/clock';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that moves on when nothing is left to do but wait, so that hours take as long as their work. */
export class VirtualClock implements Clock {
  private time = 0;
  /** A heap, the earliest first. */
  private readonly sleepers: Sleeper[] = [];
  private moving = false;

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.push({ at: this.time + Math.max(0, milliseconds), wake });
      if (!this.moving) {
        this.moving = true;
        setImmediate(() => this.move());
      }
    });
  }

  /** Everything that can go on without waiting has: promises are settled before an immediate runs. */
  private move(): void {
    const next = this.pop();
    if (next === undefined) {
      this.moving = false;
      return;
    }
    this.time = Math.max(this.time, next.at);
    next.wake();
    setImmediate(() => this.move());
  }

  private push(sleeper: Sleeper): void {
    const heap = this.sleepers;
    let index = heap.push(sleeper) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Sleeper;
      if (above.at <= sleeper.at) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = sleeper;
  }

  private pop(): Sleeper | undefined {
    const heap = this.sleepers;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const right = heap[child + 1];
      if (right !== undefined && right.at < (heap[child] as Sleeper).at) child += 1;
      const below = heap[child];
      if (below === undefined || below.at >= last.at) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}
