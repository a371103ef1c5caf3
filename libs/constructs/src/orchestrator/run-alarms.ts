import type { StageOrchestrator } from '@slipway/platform';
import { Construct } from 'constructs';
import { Alarm, type AlarmProps } from '../alarms/alarm';
import { orchestratorMetrics } from './orchestrator-metrics';

/** Milliseconds that a run may wait for its slots before somebody looks at the limits. */
const longestWait = 15 * 60_000;

/** Share of failed runs from which on more is wrong than a run. */
const failureRate = 0.2;

type Watched = Pick<AlarmProps, 'threshold' | 'period' | 'periods' | 'silenceIsBad'> & {
  readonly metric: string;
  readonly statistic: AlarmProps['metric']['statistic'];
  /** What has happened, and what to do. */
  readonly says: string;
};

const watched: Readonly<Record<keyof StageOrchestrator['names']['alarms'], Watched>> = {
  debt: {
    metric: orchestratorMetrics.debt,
    statistic: 'Maximum',
    threshold: 1,
    period: 300,
    periods: 3,
    says: 'Sessions may still run that no run wants, and could not be stopped for a quarter of an hour: they cost. The log of the reaper says which, and why.',
  },
  queue: {
    metric: orchestratorMetrics.queueAge,
    statistic: 'Maximum',
    threshold: longestWait,
    period: 300,
    periods: 2,
    says: 'A run waits for its slots for more than a quarter of an hour: raise orchestrator.limits, or look for runs that do not end.',
  },
  failures: {
    metric: orchestratorMetrics.runsFailed,
    statistic: 'Average',
    threshold: failureRate,
    period: 900,
    periods: 2,
    says: 'One run in five has failed for half an hour: the events of the runs say why.',
  },
  stranded: {
    metric: orchestratorMetrics.runsStranded,
    statistic: 'Maximum',
    threshold: 1,
    period: 300,
    periods: 3,
    // The reaper writes it every minute: without it nobody pays debts, and no other alarm is raised.
    silenceIsBad: true,
    says: 'A run cannot be advanced, since its backend is gone from the stage file or another version wrote its record; or the sessions of a backend cannot be listed: the log of the reaper names it. Where it is silent, the reaper does not run.',
  },
};

/** The alarms on what the orchestrator says of its runs. */
export class RunAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { names, notify }: Pick<StageOrchestrator, 'names' | 'notify'>,
    /** Value of the metrics' dimension. */
    stage: string,
  ) {
    super(scope, id);
    for (const [key, { metric, statistic, says, ...when }] of Object.entries(watched)) {
      new Alarm(this, key, {
        ...when,
        name: names.alarms[key as keyof typeof watched],
        description: says,
        metric: {
          namespace: orchestratorMetrics.namespace,
          name: metric,
          dimensions: { [orchestratorMetrics.dimension]: stage },
          statistic,
        },
        notify,
      });
    }
  }
}
