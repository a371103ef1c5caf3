import { ApiGatewayApiKey } from '@cdktf/provider-aws/lib/api-gateway-api-key';
import { ApiGatewayUsagePlan } from '@cdktf/provider-aws/lib/api-gateway-usage-plan';
import { ApiGatewayUsagePlanKey } from '@cdktf/provider-aws/lib/api-gateway-usage-plan-key';
import { Construct } from 'constructs';

/** Requests per second that one key may send, over time and at once. */
const throttle = { rateLimit: 100, burstLimit: 200 };

export interface ServiceKeyProps {
  readonly apiKey: string;
  readonly usagePlan: string;
  readonly restApiId: string;
  readonly apiStageName: string;
}

/**
 * The key of a service that asks for one, and the plan without which API Gateway refuses it. A key
 * tells callers apart; it opens every keyed route of the API stage, and authorises nobody.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export class ServiceKey extends Construct {
  constructor(scope: Construct, id: string, props: ServiceKeyProps) {
    super(scope, id);
    const key = new ApiGatewayApiKey(this, 'key', { name: props.apiKey, enabled: true });
    const plan = new ApiGatewayUsagePlan(this, 'plan', {
      name: props.usagePlan,
      apiStages: [{ apiId: props.restApiId, stage: props.apiStageName }],
      throttleSettings: throttle,
    });
    new ApiGatewayUsagePlanKey(this, 'plan-key', {
      keyId: key.id,
      keyType: 'API_KEY',
      usagePlanId: plan.id,
    });
  }
}
