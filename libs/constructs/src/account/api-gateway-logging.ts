import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { Stage } from '@slipway/catalog';
import { apiGatewayLogRole } from '@slipway/platform';
import { Construct } from 'constructs';
import { partitionOf } from '../arn';
import { policyDocument } from '../policy';

/**
 * Lets API Gateway write logs. The setting is one per account and region, and every API that sets
 * it overwrites the others', so no other stack does.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiGatewayLogging extends Construct {
  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: apiGatewayLogRole(stage),
      description: 'Lets API Gateway write access logs and execution logs.',
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'apigateway.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    });
    const attachment = new IamRolePolicyAttachment(this, 'policy', {
      role: role.name,
      policyArn: `arn:${partitionOf(stage.region)}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    });
    new ApiGatewayAccount(this, 'account', {
      cloudwatchRoleArn: role.arn,
      // API Gateway tries the role when it is set.
      dependsOn: [attachment],
    });
  }
}
