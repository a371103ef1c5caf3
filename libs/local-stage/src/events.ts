import type { RequestRecord } from './request-record';

/** What a local stage tells while it runs, in the order it happens. */
export type LocalStageEvent =
  /** A process or group of an earlier run that ended without cleaning up. */
  | { readonly type: 'leftover-stopped'; readonly service: string; readonly pid: number }
  | {
      readonly type: 'service-starting';
      readonly service: string;
      readonly command: string;
      readonly port: number;
    }
  | { readonly type: 'service-healthy'; readonly service: string; readonly afterMs: number }
  | { readonly type: 'service-unhealthy'; readonly service: string; readonly reason: string }
  /** It could not start, or it ended by itself. Its routes answer 503 from now on. */
  | {
      readonly type: 'service-failed';
      readonly service: string;
      readonly reason: string;
      /** The last lines it wrote to stderr, oldest first; of stdout where stderr is empty. */
      readonly lastLines: readonly string[];
    }
  /** This machine does not run it, so requests for it fail. */
  | { readonly type: 'function-unavailable'; readonly service: string; readonly reason: string }
  | {
      readonly type: 'log';
      readonly service: string;
      readonly stream: LogStream;
      readonly line: string;
    }
  | { readonly type: 'task-started'; readonly service: string; readonly command: string }
  /** `ended with exit code 0`, or whatever else became of it. */
  | { readonly type: 'task-ended'; readonly service: string; readonly reason: string }
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
