import { BackendError } from '../backend';
import type { ClassifiedError } from '../classified-error';
import { invocationServer } from '../agent/invocation-server';
import { runAgent } from '../agent/agent';
import { drive } from '../hosts/drive';
import { inlinePayloads } from '../inline-payloads';
import { isFinal } from '../run-record';
import { MemoryStore } from '../store/memory-store';
import type { Commit, CommitOutcome } from '../store/store';
import { exited, firstReport } from '../testing/simulated-agents';
import { World } from '../testing/world';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { answer, cancel } from './commands';
import { reap } from './reap';

const throttled: ClassifiedError = {
  class: 'transient',
  code: 'ThrottlingException',
  message: 'Rate exceeded',
  startMayHaveHappened: false,
};

/** A store whose next commits fail as `how` says. */
class FailingStore extends MemoryStore {
  failures = 0;
  before: (commit: Commit) => Promise<void> = () => Promise.resolve();

  override async commit(commit: Commit): Promise<CommitOutcome> {
    await this.before(commit);
    if (this.failures > 0 && commit.record.state === 'running') {
      this.failures--;
      throw new Error('The table does not answer.');
    }
    return super.commit(commit);
  }
}

async function debtsOf(world: World) {
  const debts = [];
  for await (const debt of world.store.debts()) debts.push(debt);
  return debts;
}

describe('failure mode 1: the start succeeds, writing it fails', () => {
  test('a short failure is waited out: one session, no second start', async () => {
    const store = new FailingStore();
    const world = new World({ store });
    await world.submit();
    store.failures = 2;
    await world.advance();
    expect(await world.record()).toMatchObject({ state: 'running', attempt: 1 });
    expect(world.first.starts).toHaveLength(1);
  });

  test('a long one stops the session; whoever comes next starts another attempt', async () => {
    const store = new FailingStore();
    const world = new World({ store });
    await world.submit();
    store.failures = 4;
    await expect(world.advance()).rejects.toThrow('The table does not answer.');
    expect(world.agents.live()).toBe(0);
    expect(await world.record()).toMatchObject({ state: 'starting', attempt: 1 });
    await world.settle();
    expect(await world.record()).toMatchObject({ state: 'succeeded' });
    expect(world.agents.mostAtOnce).toBe(1);
  });
});

describe('failure mode 2: cancelled during the start', () => {
  test.each(['first', 'silent'])('the session that came up is stopped on %s', async (backend) => {
    const store = new FailingStore();
    const world = new World({ store, task: { backends: [backend] } });
    await world.submit();
    store.before = async ({ record }) => {
      store.before = () => Promise.resolve();
      if (record.state !== 'starting') return;
      // Between the intent and its session.
      store.before = async () => {
        store.before = () => Promise.resolve();
        await cancel(world.context, 'run', { by: 'alice', reason: 'typo' });
      };
    };
    await world.advance();
    await world.settle();
    expect(await world.record()).toMatchObject({ state: 'cancelled', slots: [] });
    expect(world.agents.live()).toBe(0);
  });
});

describe('failure mode 3: every end stops the session', () => {
  test.each([
    ['lost', { silentAfter: 1 }, {}],
    ['stuck', { stillAfter: 1 }, {}],
    ['deadline', {}, { deadlineSeconds: 100 }],
    ['iterations', {}, { maxIterations: 3 }],
    ['cost', {}, { maxCostUsd: 0.03 }],
    ['workload', { finishesAfter: 1, result: { ok: false, message: 'x', retryable: false } }, {}],
  ] as const)('%s', async (reason, behaviour, request) => {
    const world = new World({ behaviour: () => behaviour, task: { maxAttempts: 1 } });
    await world.submit(request);
    await world.settle();
    expect(await world.record()).toMatchObject({
      state: 'failed',
      outcome: { type: 'failed', reason },
      slots: [],
    });
    expect(world.agents.live()).toBe(0);
  });

  test('a stop that is refused for good becomes debt, and the reaper pays it', async () => {
    const world = new World({ behaviour: () => ({}), policy: { stopPatienceMs: 20_000 } });
    const denied = { ...throttled, class: 'auth', code: 'AccessDeniedException' } as const;
    for (let i = 0; i < 30; i++) {
      world.first.script.push({ stop: { type: 'failed', error: denied, mayStillRun: true } });
    }
    await world.submit({ deadlineSeconds: 60 });
    await world.settle();
    expect(await world.record()).toMatchObject({ state: 'failed', slots: [] });
    expect(await debtsOf(world)).toMatchObject([{ error: { code: 'AccessDeniedException' } }]);
    expect(world.agents.live()).toBe(1);
    world.first.script.length = 0;
    const sweep = await reap(world.context);
    expect(sweep).toMatchObject({ debts: 0 });
    expect(world.agents.live()).toBe(0);
    const values = world.lines.flatMap((line) => ('CleanupDebt' in line ? [line.CleanupDebt] : []));
    expect(values).toEqual([0]);
  });
});

describe('failure mode 12: events are hints, the service decides', () => {
  test('nobody calls the host, and the end is found all the same', async () => {
    const world = new World({
      behaviour: () => ({ exitsAfter: { ticks: 1, observation: exited('error', 2) } }),
      task: { maxAttempts: 1 },
    });
    await world.submit();
    await world.settle();
    expect(await world.record()).toMatchObject({ outcome: { reason: 'exited' } });
  });

  test('an answer of the service that is none changes nothing', async () => {
    const world = new World({ behaviour: () => ({ finishesAfter: 8 }) });
    await world.submit();
    await world.advance();
    for (let i = 0; i < 3; i++) {
      world.first.script.push({
        observe: { state: 'unknown', why: 'throttled', error: throttled },
      });
    }
    await world.settle();
    expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
  });
});

describe('failure mode 13: waiting for a person is no crash', () => {
  test('it keeps its slot, outlives the time without progress, and goes on with the answer', async () => {
    const world = new World({
      behaviour: () => ({ asksAfter: 1, finishesAfter: 2 }),
      task: { stuckAfterSeconds: 60 },
      limits: { account: 1 },
    });
    await world.submit();
    await world.settle(['run'], 3_600_000);
    expect(await world.record()).toMatchObject({ state: 'suspended', sessions: 1 });
    expect(await world.store.holders('account', world.clock.now())).toEqual(['run']);
    await world.submit({ runId: 'other', user: 'bob' });
    expect(await world.advance('other')).toMatchObject({ type: 'wait', state: 'queued' });
    await answer(world.context, 'run', 'deploy', { approved: true, by: 'bob', comment: '' });
    await expect(
      answer(world.context, 'run', 'deploy', { approved: false, by: 'eve', comment: '' }),
    ).rejects.toThrow('answer deploy again');
    await world.settle(['run', 'other']);
    expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
  });

  test('one answer is enough for all attempts', async () => {
    const world = new World({
      behaviour: ({ attempt }) =>
        attempt === 1
          ? { asksAfter: 1, exitsAfter: { ticks: 5, observation: exited('error', 1) } }
          : { asksAfter: 1, finishesAfter: 2 },
    });
    await world.submit();
    await world.settle(['run'], 60_000);
    await answer(world.context, 'run', 'deploy', { approved: true, by: 'bob', comment: '' });
    await world.settle();
    expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 2 });
  });
});

describe('failure mode 15: the payload arrives twice', () => {
  test('of two agents of an attempt one works', async () => {
    const world = new World({ behaviour: () => ({ silentAfter: 0 }) });
    await world.submit();
    await world.store.commit({
      previous: await world.record(),
      record: { ...(await world.record()), state: 'starting', attempt: 1, version: 2 },
      events: [],
      at: 1,
    });
    let worked = 0;
    const work = async () => ++worked;
    const options = {
      store: world.store,
      payloads: inlinePayloads,
      clock: world.clock,
      environment: { RUN_ID: 'run', ATTEMPT: '1', HEARTBEAT_SECONDS: '60' },
      signal: new AbortController().signal,
      log: () => undefined,
      wake: () => Promise.resolve(),
    };
    const ends = await Promise.all([runAgent(work, options), runAgent(work, options)]);
    expect(ends.sort()).toEqual(['duplicate', 'succeeded']);
    expect(worked).toBe(1);
  });

  test('an agent of an attempt that was given up does not begin', async () => {
    const world = new World({
      behaviour: () => ({ exitsAfter: { ticks: 1, observation: exited('error', 1) } }),
    });
    await world.submit();
    await world.settle();
    const spec = world.first.starts[0];
    if (!spec) throw new Error('nothing started');
    const late = { ...firstReport(spec, 0), instance: 'late' };
    expect(await world.store.claim(late)).toBe('superseded');
  });
});

test('failure mode 16: an agent that works says HealthyBusy, and takes an attempt once', async () => {
  let finish: () => void = () => undefined;
  let begun = 0;
  const server = invocationServer(
    () => {
      begun++;
      return new Promise<void>((resolve) => (finish = resolve));
    },
    () => undefined,
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const ping = async () => (await (await fetch(`${url}/ping`)).json()) as { status: string };
    const invoke = (body: object) =>
      fetch(`${url}/invocations`, { method: 'POST', body: JSON.stringify(body) });
    expect(await ping()).toMatchObject({ status: 'Healthy' });
    const body = { environment: { RUN_ID: 'run', ATTEMPT: '1' } };
    expect(await (await invoke(body)).json()).toEqual({ accepted: true, repeated: false });
    expect(await (await invoke(body)).json()).toEqual({ accepted: true, repeated: true });
    expect(begun).toBe(1);
    expect(await ping()).toMatchObject({ status: 'HealthyBusy' });
    expect((await invoke({})).status).toBe(400);
    finish();
    while ((await ping()).status !== 'Healthy') await new Promise((go) => setTimeout(go, 10));
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

describe('failure mode 17: the host dies', () => {
  test('the reaper goes on with the run, whatever it was at', async () => {
    const world = new World();
    await world.submit();
    await world.advance();
    for (let i = 0; i < 40 && !isFinal(await world.record()); i++) {
      await world.agents.tick();
      world.clock.advance(90_000);
      await reap(world.context);
    }
    expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
  });

  test('a session without a record is stopped', async () => {
    const world = new World({ behaviour: () => ({}) });
    const other = new World();
    await world.submit();
    await world.advance();
    const spec = world.first.starts[0];
    if (!spec) throw new Error('nothing started');
    // The same compute, seen by a store that has lost the run.
    const context = { ...world.context, store: other.store };
    expect(await reap(context)).toMatchObject({ orphansStopped: 1 });
    expect(world.agents.live()).toBe(0);
  });
});

describe('what the reaper cannot do, an alarm sees', () => {
  /** A world whose one session no record of the other world's store wants. */
  async function orphaned() {
    const world = new World({ behaviour: () => ({}) });
    await world.submit();
    await world.advance();
    return { world, context: { ...world.context, store: new World().store } };
  }
  const denied = { ...throttled, class: 'auth', code: 'AccessDeniedException' } as const;
  const metric = (world: World, name: string) =>
    world.lines.flatMap((line) => (name in line ? [line[name]] : []));

  test('an orphan that it may not stop is debt, and paid once it may', async () => {
    const { world, context } = await orphaned();
    const refused = { stop: { type: 'failed', error: denied, mayStillRun: true } } as const;
    world.first.script.push(refused);
    expect(await reap(context)).toMatchObject({ orphansStopped: 0, debts: 1 });
    expect(metric(world, 'CleanupDebt')).toEqual([1]);
    world.clock.advance(3_600_000);
    expect(await reap(context)).toMatchObject({ debtsCleared: 1, debts: 0 });
    expect(world.agents.live()).toBe(0);
  });

  test('a session that ended by itself, and that the service has forgotten, is no debt for ever', async () => {
    const { world, context } = await orphaned();
    const refused = { stop: { type: 'failed', error: denied, mayStillRun: true } } as const;
    world.first.script.push(refused);
    await reap(context);
    // What ECS says of a task that stopped more than an hour ago.
    world.first.observe = () => Promise.resolve({ state: 'unknown', why: 'missing' });
    world.first.stop = () => Promise.resolve({ type: 'requested' });
    world.agents.kill();
    world.clock.advance(1_800_000);
    expect(await reap(context)).toMatchObject({ debts: 1 });
    world.clock.advance(1_800_000);
    expect(await reap(context)).toMatchObject({ debts: 0, debtsCleared: 1 });
  });

  test('so is a backend whose sessions it may not list, and the other backends are swept', async () => {
    const { world, context } = await orphaned();
    world.second.owned = () => {
      throw new BackendError('second', 'owned', denied);
    };
    expect(await reap(context)).toMatchObject({ orphansStopped: 1, stranded: 1 });
    expect(metric(world, 'RunsStranded')).toEqual([1]);
  });
});

test('finding 3: a kind of backend without a case does not compile, and one from outside is an error', async () => {
  const world = new World({ task: { backends: ['third'] } });
  await expect(world.submit()).rejects.toMatchObject({
    name: 'UnknownBackendError',
    backend: 'third',
    known: ['first', 'second', 'silent'],
  });
});

test('finding 5: one line says what a start came to, after all of it is written', async () => {
  const world = new World();
  await world.submit();
  await world.advance();
  expect(world.lines.filter(({ message }) => message === 'Run advanced')).toMatchObject([
    {
      level: 'info',
      runId: 'run',
      attempt: 1,
      backend: 'first',
      from: 'queued',
      to: 'running',
      rows: ['admitted', 'started'],
      calls: ['start'],
    },
  ]);
});

describe('finding 6: the composition of start, write and event', () => {
  test('success leaves session, record and events that say the same', async () => {
    const world = new World();
    await world.submit();
    await world.advance();
    const record = await world.record();
    expect(record).toMatchObject({ state: 'running', handle: { attempt: 1, backend: 'first' } });
    const { events } = await world.store.events('run', 0, 10);
    expect(events.at(-1)).toMatchObject({ type: 'attempt-started', attempt: 1 });
  });

  test('a refused start leaves no session and a reason', async () => {
    const world = new World();
    const error = { ...throttled, class: 'config', code: 'InvalidParameterException' } as const;
    world.first.script.push({ start: { how: 'reject', error } });
    await world.submit();
    await world.advance();
    expect(await world.record()).toMatchObject({
      state: 'failed',
      outcome: { reason: 'start', error: { code: 'InvalidParameterException' } },
      slots: [],
    });
  });

  test('two hosts at once start one session', async () => {
    const world = new World();
    await world.submit();
    await Promise.all([world.advance(), world.advance(), world.advance()]);
    expect(world.agents.live()).toBe(1);
    expect(world.agents.mostAtOnce).toBe(1);
    await drive(world.context, 'run', AbortSignal.abort());
    await world.settle();
    expect(await world.record()).toMatchObject({ state: 'succeeded', sessions: 1 });
  });
});
