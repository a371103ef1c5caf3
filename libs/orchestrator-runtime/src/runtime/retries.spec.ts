import type { ClassifiedError, ErrorClass } from '../classified-error';
import type { Observation } from '../observation';
import { exited } from '../testing/simulated-agents';
import { World } from '../testing/world';
import { cancel } from './commands';

function error(errorClass: ErrorClass, startMayHaveHappened = false): ClassifiedError {
  return { class: errorClass, code: errorClass, message: 'no', startMayHaveHappened };
}

test('capacity takes the next subnet, then the next backend, and burns no attempt', async () => {
  const world = new World({
    task: { backends: ['first', 'second'], failover: true, maxAttempts: 1 },
  });
  world.first.variants = 3;
  for (let i = 0; i < 3; i++) {
    world.first.script.push({ start: { how: 'reject', error: error('capacity') } });
  }
  await world.submit();
  await world.settle();
  expect(world.first.starts.map(({ variant }) => variant)).toEqual([0, 1, 2]);
  expect(new Set(world.first.starts.map(({ startToken }) => startToken)).size).toBe(3);
  expect(world.second.starts).toHaveLength(1);
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1, attempt: 4 });
});

test('out of memory goes to the next backend in the same run', async () => {
  const world = new World({
    task: { backends: ['first', 'second'], failover: true },
    behaviour: ({ attempt }) =>
      attempt === 1
        ? { exitsAfter: { ticks: 1, observation: exited('oom', 137) } }
        : { finishesAfter: 1 },
  });
  await world.submit();
  await world.settle();
  expect([world.first.starts.length, world.second.starts.length]).toEqual([1, 1]);
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 2 });
});

/** A session whose container never ran. */
function neverRan(errorClass: ErrorClass): Observation {
  return { state: 'exited', ok: false, cause: 'failed-to-start', error: error(errorClass) };
}

test('a task that finds no capacity once it was taken goes to the next subnet, and burns no attempt', async () => {
  const world = new World({
    task: { maxAttempts: 1, replayable: false },
    behaviour: ({ attempt }) =>
      attempt < 3 ? { neverRuns: neverRan('capacity') } : { finishesAfter: 1 },
  });
  world.first.variants = 3;
  await world.submit();
  await world.settle();
  expect(world.first.starts.map(({ variant }) => variant)).toEqual([0, 1, 2]);
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1, attempt: 3 });
});

test('tasks that never run are given up after as many as refused starts are', async () => {
  const world = new World({
    policy: { maxStartFailures: 4 },
    behaviour: () => ({ neverRuns: neverRan('transient') }),
  });
  await world.submit();
  await world.settle();
  expect(world.first.starts).toHaveLength(4);
  expect(await world.record()).toMatchObject({ state: 'failed', outcome: { reason: 'exited' } });
});

test('where Spot took the capacity back, the next attempt goes to another subnet', async () => {
  const observation: Observation = {
    state: 'exited',
    ok: false,
    cause: 'spot-interruption',
    error: error('capacity'),
  };
  const world = new World({
    behaviour: ({ attempt }) =>
      attempt === 1 ? { exitsAfter: { ticks: 2, observation } } : { finishesAfter: 1 },
  });
  await world.submit();
  await world.settle();
  expect(world.first.starts.map(({ variant }) => variant)).toEqual([0, 1]);
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 2 });
});

test.each([
  ['iterations', { maxIterations: 3 }],
  ['cost', { maxCostUsd: 0.03 }],
] as const)('the limit of %s is for the run, and not for each attempt', async (reason, limit) => {
  const crash = { ticks: 3, observation: exited('error', 1) };
  const world = new World({
    task: { maxAttempts: 10 },
    behaviour: () => ({ exitsAfter: crash, iterationsPerTick: 1, costPerTick: 0.01 }),
  });
  await world.submit(limit);
  await world.settle();
  expect(await world.record()).toMatchObject({ outcome: { reason }, sessions: 2 });
  expect(world.agents.live()).toBe(0);
});

test('work that must not be done twice is not, once a session ran', async () => {
  const world = new World({
    task: { replayable: false },
    behaviour: () => ({ exitsAfter: { ticks: 1, observation: exited('error', 1) } }),
  });
  await world.submit();
  await world.settle();
  expect(await world.record()).toMatchObject({ state: 'failed', sessions: 1 });
});

test('exit with 0 and no result is its own failure, after a moment for the result', async () => {
  const world = new World({
    task: { maxAttempts: 2 },
    behaviour: () => ({
      exitsAfter: { ticks: 1, observation: { state: 'exited', ok: true, exitCode: 0 } },
    }),
  });
  await world.submit();
  await world.settle();
  expect(await world.record()).toMatchObject({ sessions: 2, outcome: { reason: 'no-result' } });
});

test('a start whose answer lies is looked for before another one', async () => {
  const world = new World();
  world.first.script.push({ start: { how: 'lie', error: error('capacity', true) } });
  await world.submit();
  await world.settle();
  expect(await world.record()).toMatchObject({ state: 'succeeded', attempt: 1, sessions: 1 });
  expect(world.agents.mostAtOnce).toBe(1);
});

test('a start without any answer for too long becomes debt', async () => {
  const world = new World({ policy: { startPatienceMs: 100_000 } });
  world.first.script.push({ start: { how: 'lose', error: error('transient', true) } });
  for (let i = 0; i < 60; i++) world.first.script.push({ blind: true });
  const { start } = world.first;
  await world.submit();
  await world.advance();
  world.first.start = () => Promise.resolve({ type: 'ambiguous', error: error('transient', true) });
  await world.settle();
  world.first.start = start;
  expect(await world.record()).toMatchObject({
    state: 'failed',
    outcome: { reason: 'start-unresolved' },
    slots: [],
  });
  const debts = [];
  for await (const debt of world.store.debts()) debts.push(debt);
  expect(debts).toMatchObject([{ attempt: 1, backend: 'first' }]);
});

test('a result that is there before the cancel stays', async () => {
  const world = new World({ behaviour: () => ({ finishesAfter: 1 }) });
  await world.submit();
  await world.advance();
  await world.agents.tick();
  await cancel(world.context, 'run', { by: 'alice', reason: 'late' });
  await world.settle();
  expect(await world.record()).toMatchObject({ state: 'succeeded' });
});

test('a result that comes while a session is given up counts', async () => {
  const world = new World({ behaviour: () => ({ finishesAfter: 2 }) });
  await world.submit();
  await world.advance();
  await world.agents.tick();
  await world.advance();
  world.first.script.push({ stop: { type: 'requested' } });
  world.clock.advance(91_000);
  await world.advance();
  expect(await world.record()).toMatchObject({ state: 'stopping' });
  await world.agents.tick();
  await world.settle();
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
});

test('clocks that differ lose no run: another host was an hour ahead', async () => {
  const world = new World({ behaviour: () => ({ finishesAfter: 20 }) });
  await world.submit();
  world.clock.advance(3_600_000);
  await world.advance();
  world.clock.advance(-3_600_000);
  await world.settle();
  const { events } = await world.store.events('run', 0, 100);
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'clock-skew', aheadMs: 3_600_000 }),
  );
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
});

test('an agent whose clock is wrong is not lost', async () => {
  const world = new World({ behaviour: () => ({ finishesAfter: 20 }) });
  const { beat } = world.store;
  world.store.beat = (report) => beat.call(world.store, { ...report, beatAt: 0 });
  await world.submit();
  await world.settle();
  expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
});

test('first come, first served in each scope; who waits for one keeps nobody from another', async () => {
  const world = new World({ behaviour: () => ({}), limits: { perUser: 1, account: 3 } });
  for (const [runId, user] of [
    ['a1', 'a'],
    ['a2', 'a'],
    ['b1', 'b'],
    ['a3', 'a'],
  ] as const) {
    await world.submit({ runId, user });
    world.clock.advance(1);
  }
  const states = async () => {
    // The last in line asks first.
    for (const runId of ['a3', 'b1', 'a2', 'a1']) await world.advance(runId);
    for (const runId of ['a3', 'b1', 'a2', 'a1']) await world.advance(runId);
    return Promise.all(['a1', 'a2', 'a3', 'b1'].map(async (id) => (await world.record(id)).state));
  };
  expect(await states()).toEqual(['running', 'queued', 'queued', 'running']);
  await cancel(world.context, 'a1', { by: 'a', reason: '' });
  await world.advance('a1');
  expect(await states()).toEqual(['cancelled', 'running', 'queued', 'running']);
});
