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
const TIMEOUT_MS = 10_000;

/** Whose credentials these are. Throws a Failure without credentials or an answer in time. */
export async function callerIdentity(region: string): Promise<Identity> {
  const client = new STSClient(clientSettings(region));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const failure = failed(
      `AWS did not say whose credentials these are within ${TIMEOUT_MS / 1000} s`,
    );
    timer = setTimeout(() => reject(failure), TIMEOUT_MS);
  });
  try {
    const { Account, Arn } = await Promise.race([
      client.send(new GetCallerIdentityCommand({})),
      late,
    ]);
    return { account: Account ?? '', arn: Arn ?? '' };
  } catch (error) {
    throw awsFailure(error, 'say whose credentials these are');
  } finally {
    clearTimeout(timer);
    client.destroy();
  }
}

/** The identity, once it is known to be of the stage's account. Throws a Failure that names both. */
export async function identityForStage(stage: Stage): Promise<Identity> {
  const identity = await callerIdentity(stage.region);
  if (identity.account === stage.account) return identity;
  const { file, line } = stage.at('account');
  throw lacking(
    `The credentials are of account ${identity.account} (${identity.arn}), but stage ${stage.name} is in account ${stage.account} (${file}:${line})`,
    `sign in to account ${stage.account}, or name the stage that is in ${identity.account}`,
  );
}
