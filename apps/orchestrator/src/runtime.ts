import { contextFromEnvironment, type RuntimeContext } from '@slipway/orchestrator-runtime';

let context: RuntimeContext | undefined;

/** The process's one runtime: its clients and their connections outlive a call. */
export function runtime(): RuntimeContext {
  context ??= contextFromEnvironment(process.env);
  return context;
}
