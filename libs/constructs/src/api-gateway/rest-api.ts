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
    const apiStage = new ApiGatewayStage(this, 'stage', {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName: apiStageName,
      accessLogSettings: { destinationArn: accessLogs.arn, format: accessLogFormat },
      dependsOn: [executionLogs],
    });
    new ApiGatewayMethodSettings(this, 'settings', {
      restApiId: api.id,
      stageName: apiStage.stageName,
      methodPath: '*/*',
      settings: { metricsEnabled: true, loggingLevel: 'ERROR', ...routeThrottle },
    });
    return { apiStageName: apiStage.stageName, invokeUrl: apiStage.invokeUrl };
  }
}
