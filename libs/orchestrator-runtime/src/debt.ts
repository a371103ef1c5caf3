import type { ClassifiedError } from './classified-error';
import type { SessionHandle } from './handle';

/** A session that may still run although its run has moved on. */
export interface Debt {
  readonly runId: string;
  readonly attempt: number;
  readonly backend: string;
  readonly startToken: string;
  /** Missing where only the intent is known: it is looked for by its token. */
  readonly handle?: SessionHandle;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly why: string;
  readonly tries: number;
  readonly error?: ClassifiedError;
  /** The agent's heartbeat after a stop, and since when it stands still. */
  readonly silence?: { readonly beat: number; readonly since: number };
  /** When to try again. */
  readonly nextTryAt: number;
}
