import { Construct } from 'constructs';
import type { NetworkSettings } from '@slipway/catalog';
import { Account } from '../src/account/account';
import { InvokePermission } from '../src/api-gateway/invoke-permission';
import { RestApi } from '../src/api-gateway/rest-api';
import { ServiceKey } from '../src/api-gateway/service-key';
import { BatchService } from '../src/compute/batch-service';
import { CapacityProvider } from '../src/capacity-provider/capacity-provider';
import { Cluster } from '../src/compute/cluster';
import { ContainerService } from '../src/compute/container-service';
import { KeptRegistry } from '../src/compute/kept-registry';
import { offerBatch } from '../src/contracts/batch';
import { offerCluster } from '../src/contracts/cluster';
import { offerCompute, readCompute } from '../src/contracts/compute';
import { offerIngress, readIngress } from '../src/contracts/ingress';
import { offerNetworking, readNetworking } from '../src/contracts/networking';
import { packFunction } from '../src/function/function-bundle';
import { functionImage } from '../src/function/function-image';
import { FunctionRegistry } from '../src/function/function-registry';
import { FunctionSecurityGroup } from '../src/function/function-security-group';
import { LambdaService } from '../src/function/lambda-service';
import { Networking } from '../src/networking/networking';
import { PlatformStack } from '../src/platform-stack';
import { Pruner } from '../src/pruner/pruner';
import { App } from '../src/terraform';
import {
  dedicated,
  defaultVpc,
  existing,
  sampleCapacityProvider,
  sampleModel,
  sampleStage,
} from '../src/testing/sample-model';
import { addOrchestrator, sampleOrchestrator } from '../src/testing/sample-orchestrator';
import { samplePruner } from '../src/testing/sample-pruner';
import {
  everyOption,
  sampleBatchService,
  sampleFunctionService,
  sampleHttpService,
  sampleManagedFunction,
} from '../src/testing/sample-services';

const notify = 'arn:aws:sns:eu-central-1:123456789012:alarms';

/** Synthesises a stack for each use of the constructs into the folder given as argument. */
function synthesise(outdir: string): void {
  const app = new App({ outdir });
  const networks: Record<string, NetworkSettings> = {
    networking: defaultVpc,
    'networking-per-zone': dedicated('per-zone', 3),
    'networking-closed': dedicated('none', 2, { endpoints: ['secretsmanager', 'dynamodb'] }),
    'networking-existing': existing(),
  };
  for (const [part, network] of Object.entries(networks)) {
    addNetworking(app, part, network);
  }
  addNetworking(app, 'networking-link-v2', defaultVpc, 'v2');
  addAccount(app);
  addCompute(app);
  addApiGateway(app);
  app.synth();
}

function addNetworking(
  app: App,
  part: string,
  network: NetworkSettings,
  link: 'v1' | 'v2' = 'v1',
): void {
  const model = sampleModel(sampleStage({ network, ingress: { link, shards: 2, groups: 1 } }));
  const stack = new PlatformStack(app, part, model.stage);
  const { contract, ingress } = new Networking(stack, 'network', model);
  offerNetworking(stack, contract);
  offerIngress(stack, ingress);
}

function addAccount(app: App): void {
  const stage = sampleStage();
  new Account(new PlatformStack(app, 'account', stage), 'account', [stage]);
}

function addCompute(app: App): void {
  const stack = new PlatformStack(app, 'compute', sampleStage({ state: { backend: 'local' } }));
  const { contract: cluster, ready } = new Cluster(stack, 'cluster', {
    name: 'slipway-dev',
    containerInsights: 'enhanced',
  });
  offerCluster(stack, cluster);
  const network = readNetworking(stack, [{ index: 1 }]);
  new ContainerService(stack, stack, sampleHttpService('quotes'), network, cluster, ready);
  new ContainerService(
    stack,
    stack,
    sampleHttpService('everything', everyOption()),
    network,
    cluster,
  );
  new ContainerService(
    stack,
    stack,
    sampleHttpService(
      'pricing',
      {},
      {
        imageDigest: undefined,
        priority: 41_235,
        rewrite: { regex: '^/dev(/.*)$', replace: '$1' },
      },
    ),
    network,
    cluster,
  );
  const archive = new BatchService(stack, stack, sampleBatchService('archive'), network, cluster);
  offerBatch(stack, 'archive', archive.contract);
  new KeptRegistry(stack, stack, {
    name: 'orders',
    shard: 1,
    repository: 'slipway-dev-orders',
    position: { file: 'stacks/locks/dev.placement.json', line: 2, column: 1 },
  });
  const provider = sampleCapacityProvider({ instanceTypes: { allow: ['m7g.large'] } });
  const { arn } = new CapacityProvider(stack, stack, provider, network);
  const router = packFunction('router', Buffer.from('exports.handler = () => 1'));
  new LambdaService(stack, stack, sampleManagedFunction('router'), router, {
    capacityProviderArn: arn,
  });
  const code = packFunction('tenants', Buffer.from('exports.handler = () => 1'));
  const functions = new Construct(stack, 'functions');
  const fn = new LambdaService(stack, functions, sampleFunctionService('tenants'), code);
  addFunctions(stack, functions);
  new Pruner(stack, functions, samplePruner({ notify }), code);
  addOrchestrator(stack, sampleOrchestrator({ notify }));
  offerCompute(stack, { functions: { tenants: fn.contract } });
}

/** Functions with every setting. */
function addFunctions(stack: PlatformStack, functions: Construct): void {
  const { vpcId, taskSubnetIds } = readNetworking(stack, []);
  const group = new FunctionSecurityGroup(stack, 'group', 'slipway-dev-functions', vpcId);
  const { service } = sampleFunctionService('reports');
  const reports = sampleFunctionService('reports', {
    function: {
      ...service.function,
      image: true,
      deadLetter: 'queue',
      async: { retries: 1, maxAge: 300 },
      vpc: true,
      warm: true,
    },
    schedules: [
      { name: 'nightly', expression: 'cron(0 3 * * ? *)', deadLetter: 'queue', input: { a: 1 } },
    ],
  });
  new FunctionRegistry(stack, stack, reports);
  new LambdaService(
    stack,
    functions,
    reports,
    functionImage(stack.stage, reports.names.repository, `sha256:${'0'.repeat(64)}`),
    { network: { subnetIds: taskSubnetIds, securityGroupIds: [group.id] } },
  );
}

function addApiGateway(app: App): void {
  const stack = new PlatformStack(app, 'api-gateway', sampleStage());
  const model = sampleModel();
  const ingress = readIngress(stack, model);
  const balancer = ingress.link === 'v1' ? ingress.networkLoadBalancers[0] : undefined;
  const { tenants } = readCompute(stack, ['tenants']).functions;
  if (tenants === undefined || balancer === undefined) {
    throw new Error('the contracts have no tenants, or no NLB');
  }
  const api = new RestApi(stack, 'api', {
    name: 'slipway-dev-api',
    apiStageName: 'dev',
    accessLogGroup: '/slipway/dev/access',
    logRetentionDays: 30,
    routes: [
      {
        basePath: '/quotes',
        auth: 'apiKey',
        timeoutMs: 5_000,
        backend: {
          kind: 'vpc-link',
          vpcLinkId: balancer.vpcLinkId,
          host: balancer.dnsName,
          port: 80,
        },
      },
      {
        basePath: '/orders',
        auth: 'none',
        timeoutMs: 5_000,
        backend: {
          kind: 'vpc-link-v2',
          vpcLinkId: balancer.vpcLinkId,
          loadBalancerArn:
            'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/1',
          host: 'alb.example',
          port: 80,
        },
      },
      {
        basePath: '/tenants',
        auth: 'none',
        timeoutMs: 29_000,
        backend: { kind: 'lambda', invokeArn: tenants.invokeArn },
      },
    ],
  });
  new InvokePermission(stack, 'invoke', tenants, api);
  new ServiceKey(stack, 'key', {
    apiKey: 'slipway-dev-quotes',
    usagePlan: 'slipway-dev-quotes',
    restApiId: api.id,
    apiStageName: api.served?.apiStageName ?? '',
  });
}

const [, , outdir] = process.argv;
if (outdir === undefined) {
  throw new Error('every-construct needs the folder to write to');
}
synthesise(outdir);
