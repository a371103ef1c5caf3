import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import { accountNames } from '@slipway/platform';
import { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from '../policy';
import { boundaryStatements } from './boundary-statements';
import { deployStatements } from './deploy-statements';
import { githubIssuer } from './github-identity-provider';
import { planStatements } from './plan-statements';

export interface StageDeliveryProps {
  readonly stage: Stage;
  /** `owner/name`. */
  readonly githubRepository: string;
  readonly providerArn: string;
}

/**
 * What delivers one stage: roles that GitHub Actions assumes without a stored key: pull requests may plan, which reads;
 * the main branch and the environment named after the stage may deploy. Plans of pull requests run
 * with `-lock=false`, since the lock is a write.
 *
 * Terraform's state holds the values of the stage's API keys, and both roles read it: who may open a
 * pull request from a branch of the repository, and so change what its workflow runs, can read them.
 * Workflows of forks get no token: https://docs.github.com/en/actions/reference/openid-connect-reference
 */
export class StageDelivery extends Construct {
  constructor(scope: Construct, id: string, props: StageDeliveryProps) {
    super(scope, id);
    const { stage, githubRepository, providerArn } = props;
    const names = accountNames(stage);
    const tags = { 'slipway:stage': stage.name };
    new IamPolicy(this, 'boundary', {
      name: names.permissionsBoundary,
      description: `What roles of stage ${stage.name} may do at most.`,
      policy: policyDocument(...boundaryStatements(stage, names)),
      tags,
    });
    const role = (
      part: string,
      name: string,
      refs: readonly string[],
      statements: readonly PolicyStatement[],
    ): void => {
      const created = new IamRole(this, part, {
        name,
        tags,
        assumeRolePolicy: policyDocument({
          Effect: 'Allow',
          Principal: { Federated: providerArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${githubIssuer}:aud`]: 'sts.amazonaws.com',
              [`${githubIssuer}:sub`]: refs.map((ref) => `repo:${githubRepository}:${ref}`),
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
