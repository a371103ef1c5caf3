import { randomUUID } from 'node:crypto';
import { nearest, type Manifest } from '@slipway/platform';
import type { Schedule } from '@slipway/terraform-graph';
import type { OnEvent } from '../events';
import type { InvocationResult } from '../invocation-result';
import type { InvokeFunction } from '../invoke-function';
import { nextTime } from './next-time';
import { scheduleEvent } from './schedule-event';

/** Milliseconds that a timer holds at most; further away is waited for in pieces. */
const longestTimer = 2 ** 31 - 1;

export interface SchedulesProps {
  readonly manifest: Manifest;
  readonly schedules: readonly Schedule[];
  readonly invoke: InvokeFunction;
  /** Which functions this machine runs, by function name. */
  readonly runsHere: (functionName: string) => boolean;
  readonly onEvent: OnEvent;
}

/** A schedule of the stage as it is at the moment. */
export interface LocalSchedule {
  /** `reports-nightly`; the whole name on AWS where that would be of several. */
  readonly name: string;
  /** Absent where it belongs to no service. */
  readonly service?: string;
  readonly expression: string;
  readonly timezone: string;
  /** ISO time; absent where it fires no more, or not here. */
  readonly next?: string;
  /** Why it does not fire here; absent where it does. */
  readonly idle?: string;
}

/** Invokes functions at the times of the stage's schedules. */
export class Schedules {
  private readonly since = new Date();
  private readonly timers = new Map<Schedule, NodeJS.Timeout>();

  constructor(private readonly props: SchedulesProps) {}

  /** Waits for the next time of every schedule. */
  start(): void {
    for (const schedule of this.props.schedules) {
      if (this.idleReason(schedule) === undefined) this.wait(schedule, this.since);
    }
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** Every schedule, sorted by name. */
  list(): LocalSchedule[] {
    const now = new Date();
    return this.props.schedules
      .map((schedule) => {
        const { service, expression, timezone } = schedule;
        const idle = this.idleReason(schedule);
        const next =
          idle === undefined ? nextTime(schedule, now, this.since)?.toISOString() : undefined;
        return { name: this.nameOf(schedule), service, expression, timezone, next, idle };
      })
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /**
   * Fires a schedule now.
   * @param name as `list` tells it, or the whole name on AWS
   * @returns how its function answered, or in a sentence why there is nothing to fire
   */
  async tick(name: string): Promise<InvocationResult | { readonly refused: string }> {
    const schedule = this.props.schedules.find(
      (one) => one.name === name || this.nameOf(one) === name,
    );
    if (!schedule) return { refused: this.unknown(name) };
    const { target } = schedule;
    if (target.kind === 'other') {
      return { refused: `${name} calls ${target.arn}, which this machine does not run` };
    }
    return this.fire(schedule, new Date());
  }

  private wait(schedule: Schedule, after: Date): void {
    const next = nextTime(schedule, after, this.since);
    if (!next) return;
    const wait = next.getTime() - Date.now();
    const timer = setTimeout(
      () => {
        if (wait > longestTimer) return this.wait(schedule, after);
        // Times that passed while the machine slept are missed.
        this.wait(schedule, new Date(Math.max(next.getTime(), Date.now())));
        void this.fire(schedule, next);
      },
      Math.min(longestTimer, Math.max(0, wait)),
    );
    this.timers.set(schedule, timer);
  }

  private async fire(schedule: Schedule, time: Date): Promise<InvocationResult> {
    const { manifest, invoke, onEvent } = this.props;
    const { target } = schedule;
    if (target.kind === 'other') throw new TypeError(`${schedule.name} calls no function`);
    const { functionName, qualifier } = target;
    const name = this.nameOf(schedule);
    const service = schedule.service ?? functionName;
    const requestId = randomUUID();
    onEvent({ type: 'schedule-fired', service, schedule: name, requestId });
    const event = scheduleEvent(schedule, { ...manifest, time });
    const result = await invoke(functionName, event, { requestId, qualifier });
    if (result.kind === 'error') {
      onEvent({ type: 'function-failed', service, requestId, reason: result.reason });
    }
    return result;
  }

  private idleReason({ enabled, target }: Schedule): string | undefined {
    if (!enabled) return 'it is switched off';
    if (target.kind === 'other') return `it calls ${target.arn}`;
    return this.props.runsHere(target.functionName)
      ? undefined
      : `it calls ${target.functionName}, which this machine does not run`;
  }

  /** What a person types; the whole name where the short one is not of one schedule alone. */
  private nameOf(schedule: Schedule): string {
    const short = this.shortNameOf(schedule);
    const isOfOne =
      this.props.schedules.filter((one) => this.shortNameOf(one) === short).length === 1;
    return isOfOne ? short : schedule.name;
  }

  /** Without the project and stage that a name of ours begins with, and the hash that it ends with. */
  private shortNameOf({ name }: Schedule): string {
    const { project, stage } = this.props.manifest;
    const prefix = `${project}-${stage}-`;
    return name.startsWith(prefix) ? name.slice(prefix.length).replace(/-[a-z0-9]{6}$/, '') : name;
  }

  private unknown(name: string): string {
    const names = this.props.schedules
      .filter(({ target }) => target.kind !== 'other')
      .map((schedule) => this.nameOf(schedule))
      .sort();
    const near = nearest(name, names);
    return [
      `there is no schedule ${name}`,
      ...(near === undefined ? [] : [`did you mean ${near}?`]),
      `the schedules are ${names.join(', ') || 'none'}`,
    ].join('; ');
  }
}
