import { resolve } from 'node:path';
import { localStage } from '@slipway/platform';
import {
  accessLogsOf,
  apiKeysOf,
  balancerSettingsOf,
  containerWorkloadsOf,
  gatewayResponsesOf,
  loadGraph,
  loadManifest,
  methodThrottlesOf,
  routeSettingsOf,
  routeTableFromGraph,
  schedulesOf,
  stageVariablesOf,
  usagePlansOf,
  type ContainerWorkload,
} from '@slipway/terraform-graph';
import { startAws } from './aws/stage-aws';
import { awsEnvironment } from './aws-environment';
import { BatchTasks } from './batch-tasks';
import { CallListeners } from './call-listeners';
import { searchPath } from './container-process';
import type { ContainerService } from './container-service';
import { control, isControl } from './control';
import { PortInUseError } from './errors';
import type { OnEvent } from './events';
import { Front } from './front';
import { FunctionIntegration } from './function-integration';
import { Gateway } from './gateway';
import { keyFinder, withValues, type LocalApiKey } from './key-check';
import { LambdaAuthorizers } from './lambda-authorizers';
import { LoadBalancer } from './load-balancer';
import { invoker } from './invoke-function';
import { checkFunctions, localFunctions } from './local-functions';
import { RunFolder, runningStages, stopLeftovers } from './run-folder';
import { apiRuntimes, routeRuntimes } from './route-runtimes';
import { startContainers } from './start-containers';
import { Schedules, type LocalSchedule } from './schedules/schedules';
import { routesOf, type LocalRoute } from './routes';
import type { ServiceWatcher } from './service-watcher';
import { functionServices, servicesOf, targetGroupServices, type LocalService } from './services';
import { shownServices } from './status-page/shown-services';
import { StatusPage } from './status-page/status-page';
import { TargetGroups } from './target-groups';
import { UsageLimits } from './usage-limits';
import { watchStage, type Watching } from './watch-stage';

export interface LocalStageOptions {
  /** Root of the workspace. */
  readonly root: string;
  /** Folder that the stage `local` was synthesised into. */
  readonly outdir: string;
  /** Port of the API on the loopback address; 0 for a free one. */
  readonly port: number;
  /** Address of an emulator of AWS; without one DynamoDB is embedded. */
  readonly aws?: string;
  readonly onEvent: OnEvent;
  /** Watches what services are made from, and replaces what changes; without it nothing is watched. */
  readonly watch?: Watching;
  /** Gives the start up: what has been started is stopped, and the start rejects with the reason. */
  readonly signal?: AbortSignal;
  /**
   * Kills every process of services and batch tasks at once, whether the stage starts, runs or stops, and
   * deletes its files. The process that runs the stage is to end then: nothing else is tidied up.
   */
  readonly killSignal?: AbortSignal;
}

export interface LocalStage {
  /** Where the API is served, as behind a custom domain: `http://localhost:4000`, without the API stage. */
  readonly url: string;
  /** Every route of every REST API, sorted by path. */
  readonly routes: readonly LocalRoute[];
  /** The API keys of this run. */
  readonly apiKeys: readonly LocalApiKey[];
  /** Every service and how it is at the moment, sorted by name. */
  services(): readonly LocalService[];
  /** Every schedule with its next time, sorted by name. */
  schedules(): readonly LocalSchedule[];
  /** Stops everything; resolves when no process runs, no port is taken and no file is left. */
  close(): Promise<void>;
}

/**
 * Runs the synthesised stage `local` on this machine. Resolves when the API listens and every
 * container service has a healthy task, has failed, or was not healthy for as long as its target
 * group waits, and the modules of functions have been loaded once; `services()` and the events tell which.
 *
 * @throws NotSynthesisedError, StaleSynthError, UnreadableGraphError where the stage cannot be read
 * @throws PortInUseError where another process has the port
 * @throws EmulatorError where the emulator does not answer, or does not make the tables of the stage
 */
export async function startLocalStage(options: LocalStageOptions): Promise<LocalStage> {
  const { port, signal } = options;
  const root = resolve(options.root);
  const outdir = resolve(options.outdir);
  const graph = loadGraph(outdir, loadManifest(outdir, { stage: localStage }));
  const { account, region } = graph.manifest;
  const table = routeTableFromGraph(graph);
  const containers = new Map<string, ContainerService>();
  const services = () => servicesOf(graph.manifest, containers);
  const statusPage = new StatusPage({
    table,
    names: {
      byTargetGroup: targetGroupServices(graph.manifest),
      byFunction: functionServices(graph.manifest),
    },
    source: { services: () => shownServices(services()), schedules: () => schedules.list() },
  });
  const onEvent: OnEvent = (event) => {
    statusPage.tell(event);
    options.onEvent(event);
  };
  const apiKeys = withValues(apiKeysOf(graph));
  const stageAws = await startAws(graph, options.aws);
  const aws = awsEnvironment(region, stageAws.endpoint);
  const runFolder = new RunFolder(root);
  const temporary = (service: string) => runFolder.temporary(service);
  const functions = localFunctions(graph, outdir, searchPath(root), temporary, aws, onEvent);
  const groups = new TargetGroups();
  const clock = () => performance.now();
  const loadBalancer = new LoadBalancer({
    groups,
    settings: balancerSettingsOf(graph),
    services: targetGroupServices(graph.manifest),
  });
  const gateway = new Gateway({
    account,
    table,
    routes: routeRuntimes(table, {
      settings: routeSettingsOf(graph),
      throttles: methodThrottlesOf(graph),
      clock,
    }),
    apis: apiRuntimes(
      table,
      gatewayResponsesOf(graph),
      accessLogsOf(graph),
      stageVariablesOf(graph),
    ),
    findKey: keyFinder(apiKeys),
    limits: new UsageLimits({ plans: usagePlansOf(graph), clock, today: () => Date.now() }),
    authorizers: new LambdaAuthorizers({ region, functions, clock, onEvent }),
    functions: new FunctionIntegration({ account, region, functions, onEvent }),
    loadBalancer,
  });
  const workloads = containerWorkloadsOf(graph);
  const calls = new CallListeners({ table, loadBalancer, onEvent });
  const environmentOf = (workload: ContainerWorkload) => calls.environmentOf(workload);
  const { manifest } = graph;
  const tasks = new BatchTasks({
    root,
    manifest,
    workloads,
    aws,
    environmentOf,
    runFolder,
    onEvent,
  });
  const schedules = new Schedules({
    manifest,
    schedules: schedulesOf(graph),
    invoke: invoker(functions, { account, region }),
    runsHere: (functionName) => functions.has(functionName),
    onEvent,
  });
  const front = new Front(async (exchange) => {
    if (statusPage.isFor(exchange)) return statusPage.handle(exchange);
    return isControl(exchange) ? control(exchange, { tasks, schedules }) : gateway.handle(exchange);
  }, onEvent);
  options.killSignal?.addEventListener('abort', () => runFolder.kill());
  let watcher: ServiceWatcher | undefined;
  const close = async (): Promise<void> => {
    statusPage.close();
    schedules.stop();
    await watcher?.close();
    await front.close();
    await Promise.all([
      ...[...containers.values()].map((container) => container.stop()),
      ...[...functions.values()].map((fn) => fn.close()),
      tasks.stop(),
    ]);
    await runFolder.stopRest();
    await Promise.all([calls.close(), stageAws.close()]);
    runFolder.remove();
  };
  let listening: number;
  try {
    await stopLeftovers(root, (service, pid) =>
      onEvent({ type: 'leftover-stopped', service, pid }),
    );
    signal?.throwIfAborted();
    listening = await front.listen(port).catch((error: unknown) => {
      if (!(error instanceof PortInUseError)) throw error;
      throw new PortInUseError(error.port, error.holder, runningStages(root));
    });
    await calls.listen(workloads);
    if (options.watch) {
      // Before the tasks: what changes while they start is in none of them for sure.
      const watched = { root, manifest, containers, functions: functions.values() };
      watcher = await watchStage({ ...watched, ...options.watch, onEvent });
    }
    signal?.throwIfAborted();
    await startContainers(
      { root, graph, table, workloads, aws, environmentOf, groups, runFolder, onEvent },
      containers,
    );
    const aborted = abortOf(signal);
    await Promise.race([
      Promise.all([...containers.values()].map((container) => container.settled)),
      aborted,
    ]);
    signal?.throwIfAborted();
    // Not before: what loads a module would take its processor from a service that starts.
    await Promise.race([checkFunctions(functions.values(), onEvent), aborted]);
    signal?.throwIfAborted();
    schedules.start();
  } catch (error) {
    await close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return {
    url: `http://localhost:${listening}`,
    routes: routesOf(table, graph.manifest),
    apiKeys,
    services,
    schedules: () => schedules.list(),
    close: () => (closed ??= close()),
  };
}

/** Resolves when the signal is given; never without one. */
function abortOf(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((settle) => {
    if (signal?.aborted) settle();
    signal?.addEventListener('abort', () => settle(), { once: true });
  });
}
