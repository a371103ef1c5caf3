import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { durableHost } from '@slipway/orchestrator-runtime';
import { runtime } from './runtime';

/** The durable function: one execution hosts one run. */
export const handler = withDurableExecution(durableHost(runtime));
