import type { StagePruner } from '@slipway/platform';
import { sampleFunctionService } from './sample-services';

/** The pruner of the sample stage. */
export function samplePruner(changes: Partial<StagePruner> = {}): StagePruner {
  return {
    placed: sampleFunctionService('version-pruner', {
      schedules: [{ name: 'prune', expression: 'rate(1 day)' }],
    }),
    alarms: { errors: 'slipway-dev-pruner-errors', quota: 'slipway-dev-pruner-quota' },
    ...changes,
  };
}
