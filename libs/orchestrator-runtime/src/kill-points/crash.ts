/** Where a host can die: right before a call, or right after it. */
export type Phase = 'before' | 'after';

/** One call of a host to something that outlives it. */
export interface KillPoint {
  /** Such as `store.load`, `store.commit starting → running` or `ecs.RunTaskCommand`. */
  readonly call: string;
  /** Its number among all calls of a run of the scenario, from 0. */
  readonly index: number;
}

const never = new Promise<never>(() => undefined);

/**
 * One life of a host: it counts the host's calls, and ends it at one of them. A dead host does
 * nothing any more: its calls never come back, and new ones never go out.
 */
export class HostLife {
  readonly points: KillPoint[] = [];
  /** Settles when the host has died. */
  readonly died: Promise<'died'>;
  private dead = false;
  private announce: (died: 'died') => void = () => undefined;

  /** @param kill where it dies; it lives on where left out */
  constructor(private readonly kill?: { readonly index: number; readonly phase: Phase }) {
    this.died = new Promise((resolve) => {
      this.announce = resolve;
    });
  }

  /**
   * The same object, with each call of a method a point.
   *
   * @param detailOf what tells calls of one method apart
   */
  watch<T extends object>(
    name: string,
    target: T,
    detailOf: (method: string, parameters: readonly unknown[]) => string = () => '',
  ): T {
    return new Proxy(target, {
      get: (object, property) => {
        const value: unknown = Reflect.get(object, property, object);
        if (typeof value !== 'function' || typeof property !== 'string') return value;
        return (...parameters: unknown[]): unknown =>
          this.call(
            `${name}.${property}${detailOf(property, parameters)}`,
            () => value.apply(object, parameters) as unknown,
          );
      },
    });
  }

  /** A call that is a point of its own, such as one command of an AWS client. */
  point<T>(call: string, run: () => Promise<T>): Promise<T> {
    return this.around(this.count(call), run);
  }

  private call(call: string, run: () => unknown): unknown {
    // A call that does not go out is none: asking a backend for a handle is arithmetic.
    if (call.endsWith('.handleOf')) return run();
    const index = this.count(call);
    if (/\.(queue|due|debts|owned)$/.test(call)) return this.list(index, run);
    return this.around(index, async () => run());
  }

  private count(call: string): number {
    const index = this.points.length;
    if (!this.dead) this.points.push({ call, index });
    return index;
  }

  private async *list(index: number, run: () => unknown): AsyncGenerator<unknown> {
    const all = await this.around(index, async () => {
      const found: unknown[] = [];
      for await (const one of run() as AsyncIterable<unknown>) found.push(one);
      return found;
    });
    yield* all;
  }

  private async around<T>(index: number, run: () => Promise<T>): Promise<T> {
    if (this.dies(index, 'before')) return never;
    const value = await run();
    if (this.dies(index, 'after')) return never;
    return value;
  }

  private dies(index: number, phase: Phase): boolean {
    if (!this.dead && this.kill?.index === index && this.kill.phase === phase) {
      this.dead = true;
      this.announce('died');
    }
    return this.dead;
  }
}
