import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import { accountNames } from '@slipway/platform';
import { Construct } from 'constructs';
import { policyDocument } from '../policy';
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
    // Of its own, since both roles read, and an inline policy of the deploy role has no room for it.
    const reading = new IamPolicy(this, 'plan-policy', {
      name: names.planPolicy,
      description: `What a plan of stage ${stage.name} reads.`,
      policy: policyDocument(...planStatements(stage, names)),
      tags,
    });
    const role = (part: string, name: string, refs: readonly string[]): IamRole => {
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
      new IamRolePolicyAttachment(this, `${part}-reads`, {
        role: created.name,
        policyArn: reading.arn,
      });
      return created;
    };
    role('plan', names.planRole, ['pull_request']);
    const deploy = role('deploy', names.deployRole, [
      'ref:refs/heads/main',
      `environment:${stage.name}`,
    ]);
    new IamRolePolicy(this, 'deploy-policy', {
      name: 'deploy',
      role: deploy.name,
      policy: policyDocument(...deployStatements(stage, names)),
    });
  }
}
