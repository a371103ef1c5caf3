import type { ClassifiedError } from './classified-error';

/** Why a session ended that did not succeed. */
export const exitCauses = [
  /** The named container ended with another code than 0. */
  'error',
  /** Out of memory, said by the service; 137 alone does not mean that. */
  'oom',
  /** Stopped on purpose, by this library or a person. */
  'stopped',
  /** No container ever ran. */
  'failed-to-start',
  /** Spot capacity was taken back. */
  'spot-interruption',
  /** The host below was terminated or failed. */
  'infrastructure',
  /** The service ended it for its age or idleness. */
  'expired',
  /** None of those. */
  'unknown',
] as const;

export type ExitCause = (typeof exitCauses)[number];

/** What a backend sees of a session now. None of them means running by default. */
export type Observation =
  | {
      readonly state: 'starting' | 'running' | 'suspended' | 'stopping';
      /** Milliseconds since the epoch. */
      readonly at: number;
    }
  | { readonly state: 'exited'; readonly ok: true; readonly exitCode: 0 }
  | {
      readonly state: 'exited';
      readonly ok: false;
      readonly cause: ExitCause;
      /** Says whether another attempt may help. */
      readonly error: ClassifiedError;
      readonly exitCode?: number;
    }
  | {
      readonly state: 'unknown';
      /**
       * `missing`: the service does not know it (yet, or any more); `throttled`: it did not answer;
       * `denied`: it may not be asked; `unclear`: its answer is none that this library knows.
       */
      readonly why: 'missing' | 'throttled' | 'denied' | 'unclear';
      readonly error?: ClassifiedError;
    };
