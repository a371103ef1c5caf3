import { DataAwsIamOpenidConnectProvider } from '@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';

/** Who signs the tokens of GitHub Actions, and the start of the names of what they say. */
export const githubIssuer = 'token.actions.githubusercontent.com';

/**
 * GitHub's identity provider in IAM: created, or found where the account has it from another region's
 * stack or from somebody else.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class GithubIdentityProvider extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, delivery: NonNullable<Stage['delivery']>) {
    super(scope, id);
    const url = `https://${githubIssuer}`;
    this.arn =
      delivery.identityProvider === 'create'
        ? new IamOpenidConnectProvider(this, 'provider', {
            url,
            clientIdList: ['sts.amazonaws.com'],
          }).arn
        : new DataAwsIamOpenidConnectProvider(this, 'provider', { url }).arn;
  }
}
