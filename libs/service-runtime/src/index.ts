export { DeadLetterFile } from './dead-letter-file';
export type { DeadLetter, DeadLetterStore, StoredLetters } from './dead-letters';
export { Drain, type DrainProps } from './drain';
export { drainBudget, DrainBudgetError, type DrainBudget } from './drain-budget';
export { fastifyDrain, type FastifyDrainOptions } from './fastify-drain';
export type { HttpServer, WebSockets } from './http-connections';
export { replay, type Replayed, type ReplayProps } from './replay';
export {
  BufferClosedError,
  BufferFullError,
  WriteBuffer,
  type Flushed,
  type WriteBufferProps,
  type Writer,
} from './write-buffer';
