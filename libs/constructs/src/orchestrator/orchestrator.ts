import type { OrchestratorFunctions, StageOrchestrator } from '@slipway/platform';
import { Construct } from 'constructs';
import { AgentMemory, memoryStatements } from '../agentcore/agent-memory';
import { AgentRuntime } from '../agentcore/agent-runtime';
import type { BatchService } from '../compute/batch-service';
import type { AgentAccess } from '../compute/container-task';
import { arnOf } from '../arn';
import type { ClusterContract } from '../contracts/cluster';
import type { FunctionBundle } from '../function/function-bundle';
import { LambdaService, type FunctionSurroundings } from '../function/lambda-service';
import type { PlatformStack } from '../platform-stack';
import type { PolicyStatement } from '../policy';
import { tagService } from '../tag-service';
import { backendStatements } from './backend-statements';
import { durableStatements, startStatements, wakeStatements } from './durable-statements';
import {
  backendsVariable,
  limitsVariable,
  type BackendSurroundings,
  type DeployedTask,
} from './orchestrator-variables';
import { PayloadBucket } from './payload-bucket';
import { RunAlarms } from './run-alarms';
import { RunTable } from './run-table';
import { agentStoreStatements, storeStatements, type RunStore } from './store-statements';

/** Seconds by which a durable execution outlives its run's deadline, to stop the session and to record it. */
const afterDeadline = 3600;

export interface OrchestratorProps {
  readonly orchestrator: StageOrchestrator;
  /** Code of its functions, where it has any. */
  readonly bundles?: Readonly<Record<keyof OrchestratorFunctions, FunctionBundle>>;
}

/**
 * What the long tasks of a stage are run by: the table and the bucket that runs are kept in, the durable
 * function that a run lives in, the reaper, and AgentCore runtimes and memory. What the function that
 * answers its API needs is for whoever makes that.
 */
export class Orchestrator extends Construct {
  /** What a task needs to reach its run. */
  readonly agent: AgentAccess;
  private readonly store: RunStore;
  /** Variables of the functions and of the tasks alike. */
  private readonly settings: Readonly<Record<`ORCHESTRATOR_${string}`, string>> & {
    readonly ORCHESTRATOR_STAGE: string;
  };
  /** Of the runtimes, whose ids are names of services. */
  private readonly agents: Construct;

  constructor(
    private readonly stack: PlatformStack,
    scope: Construct,
    id: string,
    private readonly props: OrchestratorProps,
  ) {
    super(scope, id);
    const { names, retentionDays, memory: remembered, control, owner } = props.orchestrator;
    stack.recordOrigin(this, stack.stage.at('orchestrator'));
    this.settings = {
      ORCHESTRATOR_TABLE: names.table,
      ORCHESTRATOR_BUCKET: names.bucket,
      ORCHESTRATOR_STAGE: `${stack.stage.project}-${stack.stage.name}`,
      ORCHESTRATOR_RETENTION_DAYS: String(retentionDays),
    };
    const table = new RunTable(this, 'runs', names.table);
    const bucket = new PayloadBucket(this, 'payloads', names.bucket, retentionDays);
    this.store = { tableArn: table.arn, indexArn: table.indexArn, bucketArn: bucket.arn };
    const memory =
      remembered && new AgentMemory(this, 'memory', remembered.name, remembered.retentionDays);
    const runArn = this.runFunctionArn();
    this.agent = {
      variables: {
        ...this.settings,
        ...(memory && { AGENT_MEMORY_ID: memory.id }),
      },
      statements: [
        ...agentStoreStatements(this.store),
        ...(runArn ? wakeStatements(runArn) : []),
        ...(memory ? memoryStatements(memory.arn) : []),
      ],
    };
    this.agents = new Construct(this, 'agents');
    new RunAlarms(this, 'alarms', props.orchestrator, this.settings.ORCHESTRATOR_STAGE);
    tagService(this, { name: control, owner });
  }

  /**
   * Makes the functions that start, watch and stop the tasks, and the runtimes that tasks have on
   * AgentCore.
   * @param scope of the functions
   * @param services the tasks, by service name
   * @returns what the control function needs besides its file
   */
  deploy(
    scope: Construct,
    services: ReadonlyMap<string, BatchService>,
    surroundings: BackendSurroundings,
  ): Pick<FunctionSurroundings, 'statements' | 'variables'> {
    const { orchestrator } = this.props;
    const tasks = orchestrator.tasks.flatMap((task): DeployedTask[] => {
      const service = services.get(task.placed.service.name);
      return service ? [this.deployTask(task, service)] : [];
    });
    const variables = {
      ...this.settings,
      ORCHESTRATOR_BACKENDS: backendsVariable(tasks, surroundings),
      ORCHESTRATOR_LIMITS: limitsVariable(orchestrator),
    };
    const keeping = storeStatements(this.store);
    const reaching = [...keeping, ...this.backendStatements(tasks, services, surroundings.cluster)];
    const started = this.deployFunctions(scope, variables, reaching);
    return {
      variables: { ...variables, ...started?.variables },
      statements: [...keeping, ...(started?.statements ?? [])],
    };
  }

  /**
   * The function that runs live in, and the reaper, which takes the place of its executions that have
   * ended. What the control function needs to start and to wake it is the result; undefined where runs
   * live in the control function.
   */
  private deployFunctions(
    scope: Construct,
    variables: Readonly<Record<string, string>>,
    reaching: readonly PolicyStatement[],
  ): Required<Pick<FunctionSurroundings, 'statements' | 'variables'>> | undefined {
    const { stack } = this;
    const { orchestrator, bundles } = this.props;
    const { functions, limits, retentionDays } = orchestrator;
    const arn = this.runFunctionArn();
    if (!functions || !bundles || !arn) return undefined;
    const run = new LambdaService(stack, scope, functions.run, bundles.run, {
      variables,
      durable: { executionTimeout: limits.deadlineSeconds + afterDeadline, retentionDays },
      statements: [...reaching, ...durableStatements(arn)],
    });
    new LambdaService(stack, scope, functions.reaper, bundles.reaper, {
      variables,
      statements: reaching,
    });
    return {
      variables: { ORCHESTRATOR_RUN_FUNCTION: run.aliasArn },
      statements: [...startStatements(arn), ...wakeStatements(arn)],
    };
  }

  /** ARN of the function that runs live in, without a version; undefined where there is none. */
  private runFunctionArn(): string | undefined {
    const { functions } = this.props.orchestrator;
    return (
      functions && arnOf(this.stack.stage, 'lambda', `function:${functions.run.names.functionName}`)
    );
  }

  private deployTask(task: DeployedTask['task'], service: BatchService): DeployedTask {
    const { contract, repository } = service;
    const { placed, run, runtimeNames: names } = task;
    const { imageDigest } = placed;
    const { taskDefinitionArn, securityGroupIds } = contract;
    const deployed = { task, taskDefinitionArn, securityGroupIds };
    const onAgentCore = [run.backend, run.failover].includes('agentcore');
    if (!onAgentCore || imageDigest === undefined) return deployed;
    const runtime = new AgentRuntime(this.agents, placed.service.name, {
      stage: this.stack.stage,
      service: placed.service,
      ...{ names, repository, imageDigest },
      environment: this.agent.variables,
      statements: this.agent.statements,
      deadlineSeconds: this.props.orchestrator.limits.deadlineSeconds,
    });
    this.stack.recordOrigin(runtime, placed.service.at('run'), placed.service.name);
    tagService(runtime, placed.service);
    return { ...deployed, runtime };
  }

  private backendStatements(
    tasks: readonly DeployedTask[],
    services: ReadonlyMap<string, BatchService>,
    cluster: ClusterContract,
  ): PolicyStatement[] {
    const onEcs = tasks.filter(({ task: { run } }) => [run.backend, run.failover].includes('ecs'));
    return backendStatements(this.stack.stage, cluster, {
      families: onEcs.map(({ task }) => task.placed.names.taskDefinitionFamily),
      roleArns: onEcs.flatMap(({ task }) => services.get(task.placed.service.name)?.roleArns ?? []),
      runtimeArns: tasks.flatMap(({ runtime }) => runtime?.arn ?? []),
    });
  }
}
