import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { permissionsBoundaryOf } from '../permissions-boundary';
import { policyDocument } from '../policy';
import type { ITerraformDependable } from '../terraform';

export interface FunctionRoleProps {
  readonly stage: Stage;
  readonly name: string;
  readonly logGroupArn: string;
}

/** Role of one function: it writes its own logs, and has nothing else. */
export class FunctionRole extends Construct {
  readonly arn: string;
  /** What must stand before the function runs. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id);
    const { stage, name, logGroupArn } = props;
    const role = new IamRole(this, 'role', {
      name,
      permissionsBoundary: permissionsBoundaryOf(stage),
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    });
    const policy = new IamRolePolicy(this, 'policy', {
      name: 'log',
      role: role.name,
      policy: policyDocument({
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logGroupArn}:*`,
      }),
    });
    this.arn = role.arn;
    this.ready = [policy];
  }
}
