import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import type { AccountNames } from '@slipway/platform';
import { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from '../policy';
import { deployStatements } from './deploy-statements';
import { planStatements } from './plan-statements';

const issuer = 'token.actions.githubusercontent.com';

export interface GithubDeployRolesProps {
  readonly stage: Stage;
  /** `owner/name`. */
  readonly githubRepository: string;
  readonly names: AccountNames;
}

/**
 * Roles that GitHub Actions assumes without a stored key: pull requests may plan, which reads;
 * the main branch and the environment named after the stage may deploy. Plans of pull requests run
 * with `-lock=false`, since the lock is a write.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class GithubDeployRoles extends Construct {
  constructor(scope: Construct, id: string, props: GithubDeployRolesProps) {
    super(scope, id);
    const { stage, githubRepository, names } = props;
    const provider = new IamOpenidConnectProvider(this, 'github', {
      url: `https://${issuer}`,
      clientIdList: ['sts.amazonaws.com'],
    });
    const role = (
      part: string,
      name: string,
      refs: readonly string[],
      statements: readonly PolicyStatement[],
    ): void => {
      const created = new IamRole(this, part, {
        name,
        assumeRolePolicy: policyDocument({
          Effect: 'Allow',
          Principal: { Federated: provider.arn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${issuer}:aud`]: 'sts.amazonaws.com',
              [`${issuer}:sub`]: refs.map((ref) => `repo:${githubRepository}:${ref}`),
            },
          },
        }),
      });
      new IamRolePolicy(this, `${part}-policy`, {
        name: part,
        role: created.name,
        policy: policyDocument(...statements),
      });
    };
    role('plan', names.planRole, ['pull_request'], planStatements(stage, names));
    role(
      'deploy',
      names.deployRole,
      ['ref:refs/heads/main', `environment:${stage.name}`],
      [...planStatements(stage, names), ...deployStatements(stage, names)],
    );
  }
}
