import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Stage } from '@slipway/catalog';
import { failed, lacking } from '../failure';
import { awsFailure } from './aws-failure';
import { clientSettings } from './client-settings';

export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Covers a slow sign-in process; the SDK's search for credentials has no limit of its own. */
const timeoutMs = 10_000;

/**
 * Whose credentials these are. Throws a Failure without credentials or an answer in time.
 * @param profile whose credentials are meant; without it those that the SDK finds
 */
export async function callerIdentity(region: string, profile?: string): Promise<Identity> {
  const client = new STSClient(clientSettings(region, profile));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const failure = failed(
      `AWS did not say whose credentials these are within ${timeoutMs / 1000} s`,
    );
    timer = setTimeout(() => reject(failure), timeoutMs);
  });
  try {
    const { Account, Arn } = await Promise.race([
      client.send(new GetCallerIdentityCommand({})),
      late,
    ]);
    return { account: Account ?? '', arn: Arn ?? '' };
  } catch (error) {
    const these = profile === undefined ? 'these are' : `profile ${profile} has`;
    throw awsFailure(error, `say whose credentials ${these}`);
  } finally {
    clearTimeout(timer);
    client.destroy();
  }
}

/**
 * The identity, once it is known to be of the stage's account. Throws a Failure that names both.
 * @param profile whose credentials are meant; without it those that the SDK finds
 */
export async function identityForStage(stage: Stage, profile?: string): Promise<Identity> {
  const identity = await callerIdentity(stage.region, profile);
  if (identity.account === stage.account) return identity;
  const { file, line } = stage.at('account');
  const credentials = profile === undefined ? 'The credentials are' : `Profile ${profile} is`;
  throw lacking(
    `${credentials} of account ${identity.account} (${identity.arn}), but stage ${stage.name} is in account ${stage.account} (${file}:${line})`,
    profile === undefined
      ? `sign in to account ${stage.account}, or name the stage that is in ${identity.account}`
      : `name a profile of account ${stage.account}`,
  );
}
