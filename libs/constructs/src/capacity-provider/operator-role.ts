import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { permissionsBoundaryOf } from '../permissions-boundary';
import { policyDocument } from '../policy';
import type { ITerraformDependable } from '../terraform';
import { operatorPolicyArn } from './operator-policy';

/** Role by which Lambda starts and ends the instances of one capacity provider, and nothing else. */
export class OperatorRole extends Construct {
  readonly arn: string;
  /** What must stand before Lambda uses the role. */
  readonly ready: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    name: string,
    tags: Readonly<Record<string, string>>,
  ) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name,
      permissionsBoundary: permissionsBoundaryOf(stage),
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': stage.account } },
      }),
      tags,
    });
    const policy = new IamRolePolicyAttachment(this, 'policy', {
      role: role.name,
      policyArn: operatorPolicyArn(stage),
    });
    this.arn = role.arn;
    this.ready = [policy];
  }
}
