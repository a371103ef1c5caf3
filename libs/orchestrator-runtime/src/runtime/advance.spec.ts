import { exited } from '../testing/simulated-agents';
import { World } from '../testing/world';

test('runs a task to its result', async () => {
  const world = new World();
  await world.submit();
  await world.settle();
  expect(await world.record()).toMatchObject({
    state: 'succeeded',
    outcome: { type: 'succeeded', value: { kind: 'inline', value: 'done' } },
    sessions: 1,
    slots: [],
  });
  expect(world.agents.live()).toBe(0);
  const { events } = await world.store.events('run', 0, 100);
  expect(events.map(({ type }) => type)).toEqual([
    'submitted',
    'state',
    'state',
    'attempt-started',
    'state',
    'state',
    'ended',
  ]);
});

test('runs a task on a backend that cannot be asked', async () => {
  const world = new World({ task: { backends: ['silent'] } });
  await world.submit();
  await world.settle();
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
});

test('retries a crash, and fails after the last attempt', async () => {
  const world = new World({
    behaviour: () => ({ exitsAfter: { ticks: 2, observation: exited('error', 1) } }),
  });
  await world.submit();
  await world.settle();
  expect(await world.record()).toMatchObject({
    state: 'failed',
    outcome: { type: 'failed', reason: 'exited' },
    sessions: 3,
    slots: [],
  });
});
