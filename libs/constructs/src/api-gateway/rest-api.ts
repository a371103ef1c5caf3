import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import { Fn } from '../terraform';
import { accessLogFormat } from './access-log-format';
import type { ApiRoute } from './api-route';
import { openApiBody } from './open-api-body';

/**
 * Requests per second that one route takes, over time and at once. All APIs of an account and region
 * share 10,000 a second, so without a limit one route can use up every other's.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const routeThrottle = { throttlingRateLimit: 1_000, throttlingBurstLimit: 2_000 };

export interface RestApiProps {
  readonly name: string;
  readonly apiStageName: string;
  readonly accessLogGroup: string;
  readonly logRetentionDays: number;
  readonly routes: readonly ApiRoute[];
}

/** What serves the routes of a REST API. */
export interface ServedApi {
  readonly apiStageName: string;
  readonly invokeUrl: string;
}

/**
 * A Regional REST API with one API stage. Its logs need the role that the account stack gives to
 * API Gateway, once per account and region.
 */
export class RestApi extends Construct {
  readonly name: string;
  readonly id: string;
  readonly executionArn: string;
  /** Absent without a route: API Gateway refuses to deploy an API that has no method. */
  readonly served?: ServedApi;

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    const api = new ApiGatewayRestApi(this, 'api', {
      name: props.name,
      endpointConfiguration: { types: ['REGIONAL'] },
      body: openApiBody(props.name, props.routes),
    });
    this.name = props.name;
    this.id = api.id;
    this.executionArn = api.executionArn;
    this.served = props.routes.length > 0 ? this.serve(api, props) : undefined;
  }

  private serve(api: ApiGatewayRestApi, props: RestApiProps): ServedApi {
    const { apiStageName, logRetentionDays: retentionInDays } = props;
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: api.id,
      triggers: { body: Fn.sha1(api.body) },
      // API Gateway refuses to delete a deployment that an API stage points to.
      lifecycle: { createBeforeDestroy: true },
    });
    // checkov CKV_AWS_158 aws_cloudwatch_log_group.api_*: CloudWatch Logs encrypts with a
    // key of its own (platform-team, until 2027-11-30)
    // checkov CKV_AWS_338 aws_cloudwatch_log_group.api_*: the stage file says for how long
    // (platform-team, until 2027-11-30)
    const accessLogs = new CloudwatchLogGroup(this, 'access-logs', {
      name: props.accessLogGroup,
      retentionInDays,
    });
    // API Gateway writes to this name and creates it without an expiry where it is missing.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    const executionLogs = new CloudwatchLogGroup(this, 'execution-logs', {
      name: `API-Gateway-Execution-Logs_${api.id}/${apiStageName}`,
      retentionInDays,
    });
    // checkov CKV_AWS_73 aws_api_gateway_stage.*: tracing is billed by the request, and no
    // stage can ask for it yet (platform-team, until 2027-11-30)
    // checkov CKV_AWS_120 aws_api_gateway_stage.*: a cache would answer one caller with what
    // another may see (platform-team, until 2027-11-30)
    // checkov CKV2_AWS_29 aws_api_gateway_stage.*: no stage can ask for a web ACL yet; every
    // route is throttled (platform-team, until 2027-11-30)
    // checkov CKV2_AWS_51 aws_api_gateway_stage.*: backends are reached by the VPC link or
    // by IAM, never by the internet (platform-team, until 2027-11-30)
    const apiStage = new ApiGatewayStage(this, 'stage', {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName: apiStageName,
      accessLogSettings: { destinationArn: accessLogs.arn, format: accessLogFormat },
      dependsOn: [executionLogs],
    });
    // checkov CKV_AWS_225 aws_api_gateway_method_settings.*: a cache would answer one caller
    // with what another may see (platform-team, until 2027-11-30)
    new ApiGatewayMethodSettings(this, 'settings', {
      restApiId: api.id,
      stageName: apiStage.stageName,
      methodPath: '*/*',
      settings: { metricsEnabled: true, loggingLevel: 'ERROR', ...routeThrottle },
    });
    return { apiStageName: apiStage.stageName, invokeUrl: apiStage.invokeUrl };
  }
}
