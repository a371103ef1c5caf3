/** Metric that the pruner writes into its log, from which CloudWatch takes it: versions on the fullest provider. */
export function providerVersions(functionName: string) {
  return {
    namespace: 'Slipway/VersionPruner',
    name: 'ProviderVersions',
    dimensions: { FunctionName: functionName },
  };
}
