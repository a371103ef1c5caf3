import type { RequestRecord } from './request-record';

/** What a local stage tells while it runs, in the order it happens. */
export type LocalStageEvent =
  /** A process or group of an earlier run that ended without cleaning up. */
  | { readonly type: 'leftover-stopped'; readonly service: string; readonly pid: number }
  | {
      readonly type: 'service-starting';
      readonly service: string;
      readonly task?: number;
      readonly port: number;
    }
  | {
      readonly type: 'service-healthy';
      readonly service: string;
      readonly task?: number;
      readonly afterMs: number;
    }
  | {
      readonly type: 'service-unhealthy';
      readonly service: string;
      readonly task?: number;
      readonly reason: string;
    }
  /** It could not start, or a task of it ended by itself. */
  | {
      readonly type: 'service-failed';
      readonly service: string;
      readonly task?: number;
      readonly reason: string;
      /** Milliseconds until another task is started; absent where none is. */
      readonly retryInMs?: number;
      /** The last lines it wrote to stderr, oldest first; of stdout where stderr is empty. */
      readonly lastLines: readonly string[];
    }
  /** A task that stays unhealthy gives way to a new one. */
  | {
      readonly type: 'task-replaced';
      readonly service: string;
      readonly task?: number;
      readonly reason: string;
    }
  /** The stacks were made from other settings; they hold until the next start. */
  | {
      readonly type: 'settings-changed';
      readonly service: string;
      readonly file: string;
      readonly change: 'changed' | 'new' | 'gone';
      /** Why the next start would refuse the settings of the stage as they are now. */
      readonly refused?: string;
    }
  /** Every task of a service is replaced, because a file that it is made from has changed. */
  | { readonly type: 'deployment-started'; readonly service: string; readonly file: string }
  | { readonly type: 'deployment-completed'; readonly service: string }
  /** New tasks did not get healthy, so those of before stay. */
  | { readonly type: 'deployment-failed'; readonly service: string; readonly reason: string }
  /** An execution environment was made for an event: a cold start. */
  | { readonly type: 'function-started'; readonly service: string; readonly initMs: number }
  /** Its code has changed; the next events get new execution environments. */
  | { readonly type: 'function-reloaded'; readonly service: string; readonly file: string }
  /** Its code has changed and cannot be used, so that of before stays. */
  | {
      readonly type: 'function-not-rebuilt';
      readonly service: string;
      readonly file: string;
      readonly reason: string;
    }
  /** This machine does not run it, or it cannot take events, so requests for it fail. */
  | { readonly type: 'function-unavailable'; readonly service: string; readonly reason: string }
  | {
      readonly type: 'log';
      readonly service: string;
      /** Counts up in a service with several tasks; absent in others. */
      readonly task?: number;
      readonly stream: LogStream;
      readonly line: string;
    }
  | { readonly type: 'task-started'; readonly service: string }
  /** `ended with exit code 0`, or whatever else became of it. */
  | { readonly type: 'task-ended'; readonly service: string; readonly reason: string }
  /** A schedule invokes its function. */
  | {
      readonly type: 'schedule-fired';
      readonly service: string;
      readonly schedule: string;
      readonly requestId: string;
    }
  | {
      readonly type: 'function-failed';
      readonly service: string;
      readonly requestId: string;
      /** What the caller is not told: the function's own error, its time-out, or a malformed answer. */
      readonly reason: string;
    }
  | RequestRecord;

export type LogStream = 'stdout' | 'stderr';

export type OnEvent = (event: LocalStageEvent) => void;
