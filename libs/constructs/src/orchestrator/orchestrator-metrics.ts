/**
 * Metrics that the orchestrator writes into its log, from which CloudWatch takes them.
 */
export const orchestratorMetrics = {
  namespace: 'Slipway/Orchestrator',
  /** Has the value of ORCHESTRATOR_STAGE. */
  dimension: 'Stage',
  /** Sessions that may still run although their runs have moved on. */
  debt: 'CleanupDebt',
  /** Milliseconds for which the oldest run waits for its slots. */
  queueAge: 'QueueAge',
  /** 1 for a run that failed, 0 for one that ended otherwise. */
  runsFailed: 'RunsFailed',
  /** Runs that nobody can advance, and backends whose sessions nobody can list. */
  runsStranded: 'RunsStranded',
} as const;
