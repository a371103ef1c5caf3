import { reap, type Sweep } from '@slipway/orchestrator-runtime';
import { runtime } from './runtime';

/** On a schedule: looks after everything that no host looks after. */
export function handler(): Promise<Sweep> {
  return reap(runtime());
}
