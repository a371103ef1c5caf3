/** A service as the status page shows it. */
export interface ShownService {
  readonly name: string;
  readonly kind: 'http' | 'function' | 'batch';
  /** In one or a few words: `healthy`, `does not run here`. */
  readonly state: string;
  /** What the state means for somebody who looks for trouble. */
  readonly level: 'good' | 'waiting' | 'bad';
  readonly tasks: readonly ShownTask[];
}

/** A process of a container service. */
export interface ShownTask {
  readonly port: number;
  readonly pid?: number;
}

/** A schedule as the status page shows it. */
export interface ShownSchedule {
  readonly name: string;
  /** Absent where it belongs to no service. */
  readonly service?: string;
  /** As in `service.yaml`. */
  readonly expression: string;
  readonly timezone: string;
  /** ISO time; absent where it fires no more, or not here. */
  readonly next?: string;
  /** Why it does not fire here; absent where it does. */
  readonly idle?: string;
}

/** What the status page asks the stage for. */
export interface StatusSource {
  services(): readonly ShownService[];
  schedules(): readonly ShownSchedule[];
}
