import { EcsAgents } from './ecs-agents';
import { describeEmulated, startEmulated, type Emulated } from './emulated';
import { Orchestrator } from './orchestrator';
import { approvedRun, cancelledRun, killedRun } from './scenario';
import { awsVariables, orchestratorVariables } from './variables';

describeEmulated('the API over HTTP, agents as tasks of ECS, the state in DynamoDB', () => {
  let emulated: Emulated;
  let agents: EcsAgents;
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    emulated = await startEmulated();
    const { folder, url } = emulated;
    agents = await EcsAgents.start(folder, awsVariables(url));
    orchestrator = await Orchestrator.start(folder, {
      ...awsVariables(url),
      ...orchestratorVariables(agents.backend),
      AWS_ENDPOINT_URL_ECS: agents.ecs.endpoint,
    });
  }, 300_000);

  afterAll(async () => {
    await orchestrator?.stop();
    await agents?.close();
    await emulated?.close();
  }, 60_000);

  test('a run is submitted, followed, approved and done by one task', async () => {
    const runId = await approvedRun(orchestrator);
    expect(agents.tasksOf(runId)).toHaveLength(1);
  }, 300_000);

  test('an agent that is killed with SIGKILL is seen, and a new task does the work again', async () => {
    const runId = await killedRun(orchestrator, agents);
    const tasks = agents.tasksOf(runId);
    expect(tasks.map(({ props }) => props.tags)).toEqual(
      ['1', '2'].map((value) => expect.arrayContaining([{ key: 'slipway:attempt', value }])),
    );
    expect(tasks[0]?.description(false)).toMatchObject({
      stopCode: 'EssentialContainerExited',
      containers: [{ name: 'agent', exitCode: 137 }],
    });
  }, 300_000);

  test('the task of a run that is cancelled is stopped, and its slot goes to the next', async () => {
    const { cancelled, next } = await cancelledRun(orchestrator, agents);
    const tasks = agents.tasksOf(cancelled);
    expect(tasks.map((task) => task.description(false))).toMatchObject([
      { lastStatus: 'STOPPED', stopCode: 'UserInitiated' },
    ]);
    expect(agents.tasksOf(next)).toHaveLength(1);
  }, 300_000);

  test('no task is left', () => {
    expect(agents.ecs.liveTasks()).toEqual([]);
  });
});
