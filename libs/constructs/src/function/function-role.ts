import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Stage } from '@slipway/catalog';
import { Construct } from 'constructs';
import { arnOf } from '../arn';
import { permissionsBoundaryOf } from '../permissions-boundary';
import { policyDocument, type PolicyStatement } from '../policy';
import type { ITerraformDependable } from '../terraform';

export interface FunctionRoleProps {
  readonly stage: Stage;
  readonly name: string;
  readonly functionName: string;
  readonly logGroupArn: string;
  /** Queue or topic that failed events go to. */
  readonly deadLetter?: { readonly arn: string; readonly kind: 'sqs' | 'sns' };
  /** Whether Lambda makes network interfaces for the function. */
  readonly inVpc: boolean;
  /** What the code itself calls. */
  readonly statements: readonly PolicyStatement[];
}

/** Role of one function: it writes its own logs, and has what its settings need. */
export class FunctionRole extends Construct {
  readonly arn: string;
  /** What must stand before the function runs. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id);
    const { stage, name, logGroupArn, deadLetter } = props;
    const role = new IamRole(this, 'role', {
      name,
      permissionsBoundary: permissionsBoundaryOf(stage),
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    });
    const policy = (part: string, of: string, ...statements: readonly PolicyStatement[]) =>
      new IamRolePolicy(this, part, {
        name: of,
        role: role.name,
        policy: policyDocument(...statements),
      });
    this.arn = role.arn;
    this.ready = [
      policy('policy', 'log', {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logGroupArn}:*`,
      }),
    ];
    if (deadLetter) {
      const Action = deadLetter.kind === 'sns' ? 'sns:Publish' : 'sqs:SendMessage';
      const statement = { Effect: 'Allow', Action, Resource: deadLetter.arn } as const;
      this.ready.push(policy('dead-letter-policy', 'dead-letter', statement));
    }
    if (props.statements.length > 0) {
      this.ready.push(policy('calls-policy', 'calls', ...props.statements));
    }
    // checkov CKV_AWS_290 aws_iam_role_policy.functions_*_vpc-policy_*: network interfaces have
    // no names to limit it to; the function itself is denied them (platform-team, until 2027-11-30)
    if (props.inVpc) this.ready.push(policy('vpc-policy', 'vpc', ...interfaceStatements(props)));
  }
}

/** What Lambda does with the network interfaces of a function in a VPC. */
export const interfaceActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Lambda makes the interfaces with the function's role; the code itself may not, which only the denial
 * can say, since EC2 offers no resource for reading them.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
function interfaceStatements({ stage, functionName }: FunctionRoleProps): PolicyStatement[] {
  return [
    { Effect: 'Allow', Action: interfaceActions, Resource: '*' },
    {
      Effect: 'Deny',
      Action: interfaceActions,
      Resource: '*',
      Condition: {
        ArnEquals: {
          'lambda:SourceFunctionArn': arnOf(stage, 'lambda', `function:${functionName}`),
        },
      },
    },
  ];
}
