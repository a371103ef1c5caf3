import {
  InvokePermission,
  PlatformStack,
  readCompute,
  readNetworking,
  RestApi,
  ServiceKey,
  tagService,
  type ComputeContract,
} from '@slipway/constructs';
import { isCallable, type PlacedService, type PlatformModel } from '@slipway/platform';
import { Construct } from 'constructs';
import { routesOf } from './routes';

/** `<stage>-api-gateway`: the REST API that all services of the stage are reached by. */
export class ApiGatewayStack extends PlatformStack {
  constructor(scope: Construct, model: PlatformModel) {
    super(scope, 'api-gateway', model.stage);
    const { stage, names } = model;
    const exposed = model.services.filter(
      (placed) => placed.service.api !== undefined && isCallable(placed),
    );
    const compute = readCompute(
      this,
      exposed.filter(({ kind }) => kind === 'function').map(({ service }) => service.name),
    );
    const api = new RestApi(this, 'api', {
      name: names.restApi,
      apiStageName: names.apiStage,
      accessLogGroup: names.accessLogGroup,
      logRetentionDays: stage.defaults.logRetentionDays,
      routes: routesOf(model, readNetworking(this, []), compute),
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
