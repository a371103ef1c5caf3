/** Metrics that the pruner writes into its log, from which CloudWatch takes them. */
export const prunerMetrics = {
  /** Function versions on the fullest capacity provider of the stage. */
  providerVersions: {
    namespace: 'Slipway/VersionPruner',
    name: 'ProviderVersions',
    dimensions: {},
  },
} as const;
