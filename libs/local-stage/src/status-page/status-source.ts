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

/** A schedule as the status page shows it; times are milliseconds since 1970. */
export interface ShownSchedule {
  readonly name: string;
  readonly service: string;
  /** As in `service.yaml`. */
  readonly expression: string;
  readonly timezone: string;
  /** Absent where it does not tick any more. */
  readonly next?: number;
  readonly last?: { readonly time: number; readonly outcome: string };
}

/** What the status page asks the stage for. */
export interface StatusSource {
  services(): readonly ShownService[];
  schedules(): readonly ShownSchedule[];
}
