import {
  InvokePermission,
  PlatformStack,
  readCompute,
  readIngress,
  RestApi,
  ServiceKey,
  tagService,
  type ComputeContract,
} from '@slipway/constructs';
import {
  isCallable,
  type ApiGroup,
  type PlacedService,
  type PlatformModel,
} from '@slipway/platform';
import { Construct } from 'constructs';
import { routesOf } from './routes';

/**
 * `<stage>-api-gateway`, `<stage>-api-gateway-2`: a REST API and what its services need of it. A further
 * one without a service is empty, so that nothing is left in AWS when the stage file gives it up.
 */
export class ApiGatewayStack extends PlatformStack {
  constructor(scope: Construct, model: PlatformModel, group: ApiGroup) {
    super(scope, group.stack, model.stage);
    const exposed = model.services.filter(
      (placed) =>
        placed.kind !== 'batch' &&
        placed.service.api !== undefined &&
        placed.apiGroup === group.index &&
        isCallable(placed),
    );
    if (group.index > 1 && exposed.length === 0) return;
    const compute = readCompute(
      this,
      exposed.filter(({ kind }) => kind === 'function').map(({ service }) => service.name),
    );
    const ingress = readIngress(this, model);
    const api = new RestApi(this, 'api', {
      name: group.restApi,
      apiStageName: model.names.apiStage,
      accessLogGroup: group.accessLogGroup,
      logRetentionDays: model.stage.defaults.logRetentionDays,
      routes: routesOf(exposed, model, ingress, compute),
    });
    if (api.served) {
      const { invokeUrl } = api.served;
      this.offer('invoke_url', invokeUrl, 'Address of the REST API, with the API stage.');
    }

    const services = new Construct(this, 'services');
    for (const placed of exposed) {
      this.addAccess(services, placed, api, compute);
    }
  }

  /** What one service needs beside its routes: leave to invoke its function, and its key. */
  private addAccess(
    services: Construct,
    placed: PlacedService,
    api: RestApi,
    compute: ComputeContract,
  ): void {
    if (placed.kind === 'batch') return;
    const { service, names } = placed;
    const scope = new Construct(services, service.name);
    this.recordOrigin(scope, service.at('api'), service.name);
    const fn = compute.functions[service.name];
    if (fn !== undefined) {
      new InvokePermission(scope, 'invoke', fn, api);
    }
    if (service.api?.auth === 'apiKey' && api.served) {
      new ServiceKey(scope, 'key', {
        apiKey: names.apiKey,
        usagePlan: names.usagePlan,
        restApiId: api.id,
        apiStageName: api.served.apiStageName,
      });
    }
    tagService(scope, service);
  }
}
