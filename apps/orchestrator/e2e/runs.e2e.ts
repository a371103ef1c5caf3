import { DynamoStore, systemClock } from '@slipway/orchestrator-runtime';
import { storeConformance } from '@slipway/orchestrator-runtime/testing';
import { join } from 'node:path';
import { bundle } from './bundle';
import { describeEmulated, startEmulated, type Emulated } from './emulated';
import { Orchestrator } from './orchestrator';
import { ProcessAgents } from './process-agents';
import { approvedRun, cancelledRun, killedRun } from './scenario';
import { awsVariables, orchestratorVariables, table } from './variables';

describeEmulated('the API over HTTP, agents as processes, the state in DynamoDB', () => {
  let emulated: Emulated;
  let agents: ProcessAgents;
  let orchestrator: Orchestrator;

  beforeAll(async () => {
    emulated = await startEmulated();
    const { folder, url } = emulated;
    const agent = join(folder, 'agent.js');
    bundle('agent-runner/src/main.ts', agent);
    agents = new ProcessAgents(folder);
    orchestrator = await Orchestrator.start(folder, {
      ...awsVariables(url),
      ...orchestratorVariables({ kind: 'process', command: `exec node ${agent}`, cwd: folder }),
      TMPDIR: folder,
    });
  }, 300_000);

  afterAll(async () => {
    await orchestrator?.stop();
    agents?.killAll();
    await emulated?.close();
  }, 60_000);

  test('a run is submitted, followed, approved and done', async () => {
    await approvedRun(orchestrator);
  }, 300_000);

  test('an agent that is killed with SIGKILL is seen, and the work done again', async () => {
    await killedRun(orchestrator, agents);
  }, 300_000);

  test('a run that is cancelled is stopped, and gives its slot to the next', async () => {
    await cancelledRun(orchestrator, agents);
  }, 300_000);

  test('what cannot be done is said with its field', async () => {
    expect(await orchestrator.call('/nobody')).toMatchObject({
      status: 404,
      body: { runId: 'nobody' },
    });
    expect(await orchestrator.call('', { user: 'x', task: 'none', payload: {} })).toMatchObject({
      status: 400,
      body: { known: ['agent-runner'] },
    });
    const large = { topic: 'x'.repeat(200_000) };
    expect(await orchestrator.submit('dan', large)).toMatchObject({ status: 413 });
    expect(await orchestrator.submit('dan', {}, { deadlineSeconds: -1 })).toMatchObject({
      status: 400,
      body: { field: 'deadlineSeconds' },
    });
  });

  storeConformance('the store in DynamoDB', () =>
    Promise.resolve(
      new DynamoStore({
        client: emulated.client,
        table,
        clock: systemClock,
        retentionMs: 3_600_000,
      }),
    ),
  );
});
