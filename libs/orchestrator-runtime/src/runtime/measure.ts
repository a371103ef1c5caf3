import { isFinal, type RunRecord } from '../run-record';
import type { RuntimeContext } from './context';

/** Writes the metrics of one change of a record. */
export function measure(
  { telemetry, clock }: RuntimeContext,
  before: RunRecord,
  after: RunRecord,
): void {
  const { runId, attempt } = after;
  const now = clock.now();
  if (after.state === 'running' && before.state === 'starting' && before.intent) {
    telemetry.metric('StartLatency', now - before.intent.at, { runId, attempt });
  }
  const live = before.state === 'running' || before.state === 'suspended';
  const gaveUp =
    live &&
    (after.stop?.failure !== undefined ||
      after.outcome?.type === 'failed' ||
      after.failures.length > before.failures.length);
  if (gaveUp && before.watch) {
    telemetry.metric('TimeToDetect', Math.max(0, now - before.watch.seenAt), { runId, attempt });
  }
  if (isFinal(after) && !isFinal(before)) {
    telemetry.metric('RunsEnded', 1, { runId, outcome: after.outcome?.type });
    telemetry.metric('RunsFailed', after.state === 'failed' ? 1 : 0, { runId });
  }
}
