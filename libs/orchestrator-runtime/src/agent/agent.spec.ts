import { setTimeout as delay } from 'node:timers/promises';
import { inlinePayloads, largestInlineBytes } from '../inline-payloads';
import type { JsonValue } from '../json';
import { answer, cancel } from '../runtime/commands';
import type { AgentStore } from '../store/store';
import { World } from '../testing/world';
import { runAgent, type AgentEnd, type AgentTask } from './agent';
import { stopSignal } from './signals';

/** A world whose run has been started, and lines of its agent. */
async function started() {
  const world = new World();
  await world.submit();
  await world.advance();
  const lines: string[] = [];
  const agent = (
    work: (task: AgentTask) => Promise<JsonValue>,
    {
      store = world.store,
      signal = new AbortController().signal,
    }: Partial<{
      store: AgentStore;
      signal: AbortSignal;
    }> = {},
  ): Promise<AgentEnd> =>
    runAgent(work, {
      store,
      payloads: inlinePayloads,
      clock: world.clock,
      environment: { RUN_ID: 'run', ATTEMPT: '1', HEARTBEAT_SECONDS: '0.01' },
      signal,
      log: (line) => lines.push(line),
      wake: () => Promise.resolve(),
    });
  const report = async () => (await world.store.load('run'))?.reports[0];
  return { world, lines, agent, report };
}

/** Work that ends when it is told to. */
const untilStopped = (task: AgentTask) => delay(600_000, null, { signal: task.signal });

/** The world's store, with another way to take heartbeats or requests. */
function withOther(world: World, other: Partial<Pick<AgentStore, 'beat' | 'ask'>>): AgentStore {
  return new Proxy(world.store, {
    get: (store, property) => {
      const value: unknown = Reflect.get(property in other ? other : store, property);
      return typeof value === 'function' ? value.bind(store) : value;
    },
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > limit) throw new Error('It does not come.');
    await delay(5);
  }
}

test('heartbeats go on while the work waits, and the last one says goodbye', async () => {
  const { agent, report } = await started();
  const beats: number[] = [];
  const end = await agent(async (task) => {
    await until(async () => ((await report())?.beat ?? 0) >= 3);
    beats.push((await report())?.beat ?? 0);
    expect((await report())?.progress).toBe(0);
    task.iterated();
    task.spent(0.25);
    await task.progress('half', 50);
    return null;
  });
  expect(end).toBe('succeeded');
  expect(await report()).toMatchObject({
    progress: 1,
    iterations: 1,
    costUsd: 0.25,
    ended: true,
    result: { ok: true },
  });
  expect((await report())?.beat).toBeGreaterThan(beats[0] ?? 0);
});

test('fences itself off: without heartbeats for as long as makes it lost, it stops', async () => {
  const { world, agent, lines, report } = await started();
  const { lostAfterMs } = (await world.record()).policy;
  let reason: unknown;
  const end = await agent(
    async (task) => {
      await until(() => Promise.resolve(lines.includes('Heartbeat not written')));
      expect(task.signal.aborted).toBe(false);
      world.clock.advance(lostAfterMs);
      await untilStopped(task).finally(() => (reason = task.signal.reason));
      return null;
    },
    { store: withOther(world, { beat: () => Promise.reject(new Error('no table')) }) },
  );
  expect(end).toBe('stopped');
  expect(reason).toBe('No heartbeat could be written.');
  expect(await report()).not.toHaveProperty('result');
});

test('stops where another process is the agent of its attempt', async () => {
  const { world, agent } = await started();
  const store = withOther(world, { beat: () => Promise.resolve(false) });
  expect(await agent(untilStopped, { store })).toBe('stopped');
});

test('a second copy of an attempt ends without working', async () => {
  const { agent } = await started();
  let worked = 0;
  const end = await agent(async () => {
    worked++;
    expect(await agent(() => Promise.resolve(void worked++ as unknown as null))).toBe('duplicate');
    return null;
  });
  expect({ end, worked }).toEqual({ end: 'succeeded', worked: 1 });
});

test('hears at a heartbeat that its run is cancelled', async () => {
  const { world, agent, report } = await started();
  const end = agent(untilStopped);
  await until(async () => (await report()) !== undefined);
  await cancel(world.context, 'run', { by: 'alice', reason: 'enough' });
  await world.advance();
  expect(await end).toBe('stopped');
  expect(await report()).toMatchObject({ ended: true });
});

test('SIGTERM stops the work, and the agent says goodbye', async () => {
  const { agent, report } = await started();
  const signal = stopSignal();
  const end = agent(
    async (task) => {
      process.listeners('SIGTERM').at(-1)?.('SIGTERM');
      return untilStopped(task);
    },
    { signal },
  );
  expect(await end).toBe('stopped');
  expect(signal.reason).toBe('SIGTERM');
  expect(await report()).toMatchObject({ ended: true });
  expect(await report()).not.toHaveProperty('result');
});

test('told to stop while it asks, it says goodbye: nothing is left unhandled', async () => {
  const { world, agent, report } = await started();
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const told = new AbortController();
  const store = withOther(world, {
    ask: async () => {
      told.abort('SIGTERM');
      await delay(20);
      return true;
    },
  });
  const work = async (task: AgentTask) => ({ ...(await task.ask('deploy', 'Deploy?')) });
  expect(await agent(work, { store, signal: told.signal })).toBe('stopped');
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  expect(await report()).toMatchObject({ ended: true });
});

test('asks one thing at a time, and each gets its answer', async () => {
  const { world, agent, report } = await started();
  const end = agent(async (task) => {
    const answers = await Promise.all([task.ask('first', 'A?'), task.ask('second', 'B?')]);
    return answers.map(({ comment }) => comment);
  });
  for (const id of ['first', 'second']) {
    await until(async () => (await report())?.approval?.id === id);
    await answer(world.context, 'run', id, { approved: true, by: 'bob', comment: id });
  }
  expect(await end).toBe('succeeded');
  expect((await report())?.result).toMatchObject({ value: { value: ['first', 'second'] } });
});

test('a result that is too large is not worked out again', async () => {
  const { agent, report } = await started();
  expect(await agent(() => Promise.resolve('x'.repeat(largestInlineBytes)))).toBe('failed');
  expect((await report())?.result).toMatchObject({ ok: false, retryable: false });
});
