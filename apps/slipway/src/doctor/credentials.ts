import { STSClient } from '@aws-sdk/client-sts';
import type { Stage } from '@slipway/catalog';
import { callerIdentity } from '../aws/identity';
import { clientSettings } from '../aws/client-settings';
import { isFailure } from '../failure';
import type { Requirement } from './requirement';

const described = { name: 'AWS credentials', neededFor: 'bootstrap, plan, apply and images' };

/** Whose credentials these are, and with a stage whether they are of its account. */
export async function checkCredentials(stage: Stage | undefined): Promise<Requirement> {
  try {
    const { account, arn } = await callerIdentity(
      stage?.region ?? (await configuredRegion()) ?? 'us-east-1',
    );
    const found = `account ${account}, ${arn}`;
    if (!stage || stage.account === account) return { ...described, state: 'ok', found };
    const { file, line } = stage.at('account');
    return {
      ...described,
      state: 'missing',
      found: `${found}; stage ${stage.name} is in account ${stage.account} (${file}:${line})`,
      fix: `sign in to account ${stage.account}`,
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return {
      ...described,
      state: 'missing',
      found: error.message,
      ...(error.fix && { fix: error.fix }),
    };
  }
}

/** The region of the shell; the stacks take the stage's whatever this is, other AWS tools do not. */
export async function checkRegion(stage: Stage | undefined): Promise<Requirement> {
  const region = { name: 'AWS region', neededFor: 'AWS tools in this shell' };
  const configured = await configuredRegion();
  if (configured && (!stage || stage.region === configured))
    return { ...region, state: 'ok', found: configured };
  const found = configured ?? 'none configured';
  return {
    ...region,
    state: 'differs',
    found: stage ? `${found}; stage ${stage.name} is in ${stage.region}` : found,
    fix: `export AWS_REGION=${stage?.region ?? '<region>'}`,
  };
}

/** From AWS_REGION or the profile, as the SDK reads them. */
async function configuredRegion(): Promise<string | undefined> {
  const { maxAttempts } = clientSettings('');
  const client = new STSClient({ maxAttempts });
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
