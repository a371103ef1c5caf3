/**
 * What the AWS SDK in an application reads. The keys are of no account: a call that is sent elsewhere
 * than to the endpoint is refused instead of changing a real account.
 *
 * @param endpoint of the stage's AWS
 */
export function awsEnvironment(region: string, endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
