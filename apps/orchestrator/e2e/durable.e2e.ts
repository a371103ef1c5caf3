import { handler } from '../src/run';
import { DurableFunctions } from './durable-functions';
import { EcsAgents } from './ecs-agents';
import { describeEmulated, startEmulated, type Emulated } from './emulated';
import { Orchestrator } from './orchestrator';
import { approvedRun, cancelledRun } from './scenario';
import { awsVariables, orchestratorVariables } from './variables';

describeEmulated('the durable function hosts runs on ECS, the state in DynamoDB', () => {
  const before = process.env;
  let emulated: Emulated;
  let agents: EcsAgents;
  let functions: DurableFunctions;
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    emulated = await startEmulated();
    functions = await DurableFunctions.start(handler);
    const { folder, url } = emulated;
    const aws = { ...awsVariables(url), AWS_ENDPOINT_URL_LAMBDA: functions.url };
    agents = await EcsAgents.start(folder, aws);
    const variables = {
      ...aws,
      ...orchestratorVariables(agents.backend),
      AWS_ENDPOINT_URL_ECS: agents.ecs.endpoint,
    };
    // The durable function runs in this process, the API in one of its own.
    process.env = { ...before, ...variables };
    orchestrator = await Orchestrator.start(folder, {
      ...variables,
      ORCHESTRATOR_RUN_FUNCTION: 'arn:aws:lambda:eu-west-1:111122223333:function:run:live',
    });
  }, 300_000);

  afterAll(async () => {
    await orchestrator?.stop();
    await agents?.close();
    await functions?.close();
    await emulated?.close();
    process.env = before;
  }, 60_000);

  test('a run is submitted, started once, approved and done, and its execution ends', async () => {
    const runId = await approvedRun(orchestrator);
    const execution = await functions.ended(runId);
    expect(execution.getResult()).toEqual({ runId, state: 'succeeded' });
    const statuses = (name: RegExp) =>
      execution
        .getOperations()
        .filter((operation) => name.test(operation.getName() ?? ''))
        .map((operation) => operation.getStatus());
    expect(statuses(/^start-/)).toEqual(['SUCCEEDED']);
    // Agent and API call the host; polling is not all that it goes on by.
    expect(statuses(/^call-/)).toContain('SUCCEEDED');
    expect(agents.tasksOf(runId)).toHaveLength(1);
  }, 300_000);

  test('a run that is cancelled is stopped, its execution ends, and its slot goes to the next', async () => {
    const { cancelled, next } = await cancelledRun(orchestrator, agents);
    expect((await functions.ended(cancelled)).getResult()).toEqual({
      runId: cancelled,
      state: 'cancelled',
    });
    expect((await functions.ended(next)).getResult()).toEqual({ runId: next, state: 'succeeded' });
    expect(agents.ecs.liveTasks()).toEqual([]);
  }, 300_000);
});
