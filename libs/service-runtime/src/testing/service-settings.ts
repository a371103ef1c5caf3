/** What the program `drained-service.ts` is told by its argument, as JSON. */
export interface ServiceSettings {
  readonly server: 'http' | 'fastify';
  /** Seconds. */
  readonly requests: number;
  readonly flush: number;
  /** File that the writer appends the ids of its writes to. */
  readonly ledger: string;
  /** File of the dead letters. */
  readonly deadLetters: string;
  /** `dies`: the whole process by SIGKILL, after two batches of the flush. */
  readonly writer: 'writes' | 'hangs' | 'dies';
  /** Whether the last work of the drain never ends. */
  readonly stuck: boolean;
}
