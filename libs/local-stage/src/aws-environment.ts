/**
 * What the AWS SDK in an application reads. The keys are of no account, so that a call that is not
 * sent to an endpoint of this machine is refused instead of changing a real account.
 */
export function awsEnvironment(region: string): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
