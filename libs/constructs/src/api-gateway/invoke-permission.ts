import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import type { FunctionContract } from '../contracts/compute';

/**
 * Lets one API invoke one function by its alias, on every route: a statement for each route would
 * outgrow the 20 KB of a function's policy.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export class InvokePermission extends Construct {
  constructor(
    scope: Construct,
    id: string,
    fn: FunctionContract,
    api: { readonly name: string; readonly executionArn: string },
  ) {
    super(scope, id);
    new LambdaPermission(this, 'permission', {
      statementId: api.name,
      action: 'lambda:InvokeFunction',
      functionName: fn.functionName,
      qualifier: fn.alias,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${api.executionArn}/*/*`,
    });
  }
}
