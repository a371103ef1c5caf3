import { failed, isFailure, lacking, type Failure } from '../failure';

/** Errors of the SDK and of AWS that mean: nobody is signed in, or not any more. */
const credentialErrors = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const signIn =
  'sign in, for example with `aws sso login --profile <profile>` and AWS_PROFILE=<profile>';

/**
 * What an error from the SDK means to a person, or the error itself where it is none of the SDK's.
 * @param doing what was asked of AWS: `read the identity of the credentials`
 */
export function awsFailure(error: unknown, doing: string): unknown {
  if (!(error instanceof Error) || isFailure(error)) return error;
  if (credentialErrors.has(error.name)) return noCredentials(doing, error.message);
  const { code } = error as NodeJS.ErrnoException;
  const fromAws = '$metadata' in error || error.name === 'TimeoutError' || code !== undefined;
  return fromAws ? failed(`AWS did not ${doing}: ${error.name}: ${error.message || code}`) : error;
}

function noCredentials(doing: string, reason: string): Failure {
  return lacking(`No AWS credentials to ${doing}: ${reason}`, signIn);
}
