import {
  localStage,
  nearest,
  type BatchService,
  type Finding,
  type OrchestratorSettings,
  type RunSettings,
  type Service,
  type Stage,
} from '@slipway/catalog';
import type { PlacedService } from '../model';
import { report } from '../report';
import { controlName } from './stage-orchestrator';

/** Seconds after which AgentCore ends a session. */
const longestSession = 28_800;

/** What is wrong between the orchestrator of a stage and the services that run there. */
export function orchestratorFindings(
  stage: Stage,
  services: readonly Service[],
  placed: readonly PlacedService[],
): Finding[] {
  const { orchestrator } = stage;
  if (!orchestrator) return controlWithout(stage, services);
  const tasks = orchestrator.tasks.flatMap((name, index) => {
    const service = services.find((candidate) => candidate.name === name);
    return service?.kind === 'batch' ? [{ service, index }] : [];
  });
  return [
    ...withoutControl(stage, services),
    ...shortRetention(stage, orchestrator),
    ...unknownTasks(stage, orchestrator, services),
    ...tasks.flatMap(({ service, index }) =>
      service.run
        ? runFindings(stage, orchestrator, service, service.run)
        : [withoutRun(stage, service, index)],
    ),
    ...tasks.flatMap(({ service }) => elsewhere(service, placed)),
    ...variableFindings(
      stage,
      tasks.flatMap(({ service: { run } }) => run ?? []),
    ),
    ...strayLimits(
      stage,
      orchestrator,
      tasks.flatMap(({ service: { run } }) => [run?.backend, run?.failover]),
    ),
  ];
}

function isControl({ name, kind }: Service): boolean {
  return name === controlName && kind === 'function';
}

function controlWithout(stage: Stage, services: readonly Service[]): Finding[] {
  return services.filter(isControl).map(({ at, owner }) => {
    const message = `the function ${controlName} runs in stage ${stage.name}, which has no orchestrator`;
    const fix = `add \`orchestrator: { owner: ${owner}, tasks: […] }\` to ${stage.at('name').file}, or name the stages that it runs in below \`stages\``;
    return report('SLP2706', at('name'), message, fix);
  });
}

function withoutControl(stage: Stage, services: readonly Service[]): Finding[] {
  if (services.some(isControl)) return [];
  const message = `stage ${stage.name} has an orchestrator, and no function ${controlName} runs there`;
  const fix = `let apps/${controlName} run in ${stage.name}, or remove \`orchestrator\``;
  return [report('SLP2705', stage.at('orchestrator'), message, fix)];
}

/** Seconds that a run may take beyond its deadline, to stop its session. */
const stopTime = 3_600;
const secondsPerDay = 86_400;

function shortRetention(
  stage: Stage,
  { deadlineSeconds, retentionDays }: OrchestratorSettings,
): Finding[] {
  const days = Math.ceil((deadlineSeconds + stopTime) / secondsPerDay);
  if (retentionDays >= days) return [];
  const message = `\`orchestrator.retentionDays\` is ${retentionDays}, and a run lasts up to ${deadlineSeconds} s by \`deadlineSeconds\` and an hour to stop it`;
  const position = stage.at('orchestrator.retentionDays');
  return [report('SLP2711', position, message, `write \`retentionDays: ${days}\``)];
}

function unknownTasks(
  stage: Stage,
  { tasks }: OrchestratorSettings,
  services: readonly Service[],
): Finding[] {
  const batch = services.filter(({ kind }) => kind === 'batch').map(({ name }) => name);
  return tasks.flatMap((task, index) => {
    if (batch.includes(task)) return [];
    const service = services.find(({ name }) => name === task);
    const what = service
      ? `which is of kind ${service.kind}`
      : `and no service of that name runs in stage ${stage.name}`;
    const message = `\`orchestrator.tasks[${index}]\` is ${task}, ${what}`;
    const meant = nearest(task, batch);
    const fix = meant ? `write \`${meant}\`` : 'remove it';
    return [report('SLP2701', stage.at(`orchestrator.tasks.${index}`), message, fix)];
  });
}

function withoutRun(stage: Stage, { name, at }: BatchService, index: number): Finding {
  const { file, line } = stage.at(`orchestrator.tasks.${index}`);
  const message = `${name} is a task of the orchestrator by ${file}:${line}, and has no \`run\``;
  const backend = stage.name === localStage ? 'process' : 'ecs';
  return report('SLP2702', at('name'), message, `add \`run: { backend: ${backend} }\``);
}

function runFindings(
  stage: Stage,
  { deadlineSeconds }: OrchestratorSettings,
  { name, local, at }: BatchService,
  { backend, failover }: RunSettings,
): Finding[] {
  if ((backend === 'process') !== (stage.name === localStage)) {
    const right = stage.name === localStage ? 'process' : 'ecs';
    const message = `${name} runs on ${backend} in stage ${stage.name}`;
    const fix = `write \`stages: { ${stage.name}: { run: { backend: ${right} } } }\``;
    return [report('SLP2703', at('run.backend'), message, fix)];
  }
  if (backend === 'process' && local.command === undefined) {
    const message = `${name} runs as a process in stage ${stage.name}, and has no \`local.command\``;
    const fix = 'write `local: { command: node dist/main.js }`';
    return [report('SLP2708', at('run.backend'), message, fix)];
  }
  if (![backend, failover].includes('agentcore') || deadlineSeconds <= longestSession) return [];
  const { file, line } = stage.at('orchestrator.deadlineSeconds');
  const message = `${name} runs on AgentCore for ${longestSession} s at most, and \`deadlineSeconds\` in ${file}:${line} is ${deadlineSeconds}`;
  const fix = `write \`deadlineSeconds: ${longestSession}\`, or \`backend: ecs\``;
  return [report('SLP2707', at('run'), message, fix)];
}

function elsewhere({ name, at }: BatchService, placed: readonly PlacedService[]): Finding[] {
  const found = placed.find(({ service }) => service.name === name);
  if (found?.kind !== 'batch' || found.shard === 1) return [];
  const message = `${name} stands in the stack of ALB ${found.shard}, where it was a container service`;
  const fix = 'give it another name, and free its place once its registry is empty';
  return [report('SLP2704', at('name'), message, fix)];
}

function strayLimits(
  stage: Stage,
  { limits }: OrchestratorSettings,
  used: readonly (string | undefined)[],
): Finding[] {
  return (['ecs', 'agentcore'] as const).flatMap((backend) => {
    if (limits[backend] === undefined || used.includes(backend)) return [];
    const message = `\`orchestrator.limits.${backend}\` is ${limits[backend]}, and no task of stage ${stage.name} runs on ${backend}`;
    const position = stage.at(`orchestrator.limits.${backend}`);
    return [report('SLP2709', position, message, `remove \`${backend}\``)];
  });
}

/** Bytes of a function's variables at most, and what tasks and backends take of them at most. */
const variableLimit = 4096;
const variableSizes = { always: 500, task: 260, process: 200, ecs: 560, agentcore: 230 };

function variableFindings(stage: Stage, tasks: readonly RunSettings[]): Finding[] {
  const { always, task, ...backendSizes } = variableSizes;
  const sizes = tasks.flatMap(({ backend, failover }) => [
    task,
    backendSizes[backend],
    failover ? backendSizes[failover] : 0,
  ]);
  const total = sizes.reduce((sum, size) => sum + size, always);
  if (total <= variableLimit) return [];
  const message = `the ${tasks.length} tasks of the orchestrator take up to ${total} bytes of variables, and a function has ${variableLimit}`;
  const fix = 'run fewer services as tasks, or leave out their `failover`';
  return [report('SLP2710', stage.at('orchestrator.tasks'), message, fix)];
}
