declare module 'dynalite' {
  import type { EventEmitter } from 'node:events';

  interface DynaliteOptions {
    /** Milliseconds that a table stays in the state CREATING. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** An HTTP server that keeps its tables in memory; it need not listen to answer the event `request`. */
  export default function dynalite(options: DynaliteOptions): EventEmitter;
}
