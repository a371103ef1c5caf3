import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import * as fc from 'fast-check';
import { FakeError } from '../conformance/fake-faults';
import { FakeMemory, type FakeEvent, type FakeMemoryOptions } from '../conformance/fake-memory';
import { ManualClock } from '../conformance/manual-clock';
import { AgentCoreMemory } from './agentcore-memory';
import { memoryActor, memoryIdentity } from './memory-identity';
import type { MemoryMessage, MemoryRole, Turn } from './turns';

const alice = memoryIdentity('alice', 'conversation-1');
const user = (text: string): MemoryMessage => ({ role: 'USER', text });
const assistant = (text: string): MemoryMessage => ({ role: 'ASSISTANT', text });
const tool = (text: string): MemoryMessage => ({ role: 'TOOL', text });

/** As simple as it can be: everything in the order it was written, cut before every USER. */
function naiveLastTurns(messages: readonly MemoryMessage[], count: number): readonly Turn[] {
  const turns: MemoryMessage[][] = [];
  messages.forEach((message, i) => {
    if (i === 0 || message.role === 'USER') turns.push([]);
    turns.at(-1)?.push(message);
  });
  return turns.slice(-count);
}

describe('AgentCoreMemory', () => {
  let fake: FakeMemory;
  let client: BedrockAgentCoreClient;
  let clock: ManualClock;
  let memory: AgentCoreMemory;

  const start = async (options: Partial<FakeMemoryOptions> = {}) => {
    fake = await FakeMemory.start({ memoryId: 'memory-1', ...options });
    client = new BedrockAgentCoreClient({ ...fake.clientConfig(), maxAttempts: 1 });
    clock = new ManualClock();
    memory = new AgentCoreMemory({ client, memoryId: 'memory-1', clock });
  };

  afterEach(async () => {
    client.destroy();
    await fake.close();
  });

  test('turns come oldest first, and a tool does not begin one', async () => {
    await start();
    await memory.record(alice, [user('weather?'), assistant('looking')]);
    await memory.record(alice, [tool('sunny'), assistant('It is sunny.')]);
    clock.advance(60_000);
    await memory.record(alice, [user('thanks')]);
    expect(await memory.lastTurns(alice, 5)).toEqual({
      state: 'loaded',
      truncated: false,
      turns: [
        [user('weather?'), assistant('looking'), tool('sunny'), assistant('It is sunny.')],
        [user('thanks')],
      ],
    });
    expect(await memory.lastTurns(alice, 1)).toMatchObject({ turns: [[user('thanks')]] });
  });

  test('the last turns are those of a naive model, over pages, ties of a second and other conversations', async () => {
    const step = fc.record({
      messages: fc.array(
        fc.record({
          role: fc.constantFrom<MemoryRole>('USER', 'ASSISTANT', 'TOOL', 'OTHER'),
          text: fc.string({ maxLength: 4 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      pauseMs: fc.constantFrom(0, 1, 400, 1_000, 5_000),
      noise: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 7 }),
        fc.func(fc.integer({ min: -1, max: 1 })),
        async (steps, count, pageSize, order) => {
          await start({
            pageSize,
            tieBreak: (a, b) => order(a.eventId, b.eventId) - order(b.eventId, a.eventId),
          });
          const written: MemoryMessage[] = [];
          for (const { messages, pauseMs, noise } of steps) {
            const [first, ...rest] = messages;
            if (!first) continue;
            await memory.record(alice, [first, ...rest]);
            written.push(...messages);
            if (noise) {
              await memory.record(memoryIdentity('alice', 'conversation-2'), [user('noise')]);
              await memory.record(memoryIdentity('bob', 'conversation-1'), [user('noise')]);
            }
            clock.advance(pauseMs);
          }
          expect(await memory.lastTurns(alice, count)).toEqual({
            state: 'loaded',
            truncated: false,
            turns: naiveLastTurns(written, count),
          });
          client.destroy();
          await fake.close();
        },
      ),
      { numRuns: 40 },
    );
    await start();
  });

  test('a memory that goes on after a restart keeps the order of the same second', async () => {
    await start({ tieBreak: () => 0 });
    await memory.record(alice, [user('one')]);
    clock.advance(1);
    const restarted = new AgentCoreMemory({ client, memoryId: 'memory-1', clock });
    await restarted.record(alice, [assistant('two')]);
    expect(await restarted.lastTurns(alice, 1)).toMatchObject({
      turns: [[user('one'), assistant('two')]],
    });
  });

  test('reading stops as soon as the turns are whole', async () => {
    await start({ pageSize: 2 });
    for (let i = 0; i < 20; i++) {
      await memory.record(alice, [user(`q${i}`), assistant(`a${i}`)]);
      clock.advance(1_000);
    }
    await memory.lastTurns(alice, 3);
    expect(fake.inputsOf('ListEvents')).toHaveLength(2);
  });

  test('a conversation without an end in sight is truncated, and says so', async () => {
    await start({ pageSize: 100 });
    const event = (second: number, role: MemoryRole): FakeEvent => ({
      memoryId: 'memory-1',
      actorId: 'alice',
      sessionId: 'conversation-1',
      eventId: String(second),
      eventTimestamp: second,
      payload: [{ conversational: { role, content: { text: role } } }],
    });
    const tools = Array.from({ length: 2_100 }, (_, i) => event(i + 2, 'TOOL'));
    fake.seed([event(1, 'USER'), ...tools]);
    expect(await memory.lastTurns(alice, 1)).toEqual({
      state: 'loaded',
      turns: [],
      truncated: true,
    });
    expect(fake.inputsOf('ListEvents')).toHaveLength(20);
    fake.seed([event(5_000, 'USER'), event(5_001, 'ASSISTANT')]);
    expect(await memory.lastTurns(alice, 2)).toEqual({
      state: 'loaded',
      turns: [[user('USER'), assistant('ASSISTANT')]],
      truncated: true,
    });
  });

  test('nothing written is an empty memory', async () => {
    await start();
    expect(await memory.lastTurns(alice, 3)).toEqual({
      state: 'loaded',
      turns: [],
      truncated: false,
    });
  });

  test.each([
    ['ThrottledException', 429, 'transient'],
    ['ServiceException', 500, 'transient'],
    ['AccessDeniedException', 403, 'auth'],
    ['ResourceNotFoundException', 404, 'config'],
  ])(
    'a read that fails (%s) is degraded, never an empty memory',
    async (name, status, errorClass) => {
      await start({ pageSize: 1 });
      await memory.record(alice, [user('one')]);
      clock.advance(1_000);
      await memory.record(alice, [user('two')]);
      fake.faults.next('ListEvents', { kind: 'delay', ms: 1 });
      fake.faults.next('ListEvents', { kind: 'error', error: new FakeError(name, 'no', status) });
      expect(await memory.lastTurns(alice, 2)).toMatchObject({
        state: 'degraded',
        error: { class: errorClass, code: name },
      });
    },
  );

  test('a write that fails is degraded and says whether it may be there', async () => {
    await start();
    const refused = new FakeError('ThrottledException', 'Rate exceeded.', 429);
    fake.faults.next('CreateEvent', { kind: 'error', error: refused });
    expect(await memory.record(alice, [user('one')])).toMatchObject({
      state: 'degraded',
      error: { class: 'transient', startMayHaveHappened: false },
    });
    fake.faults.next('CreateEvent', { kind: 'reset', applied: true });
    expect(await memory.record(alice, [user('two')])).toMatchObject({
      state: 'degraded',
      error: { class: 'transient', startMayHaveHappened: true },
    });
    expect(fake.eventsOf('alice')).toHaveLength(1);
  });

  test("the client's own retry of a lost write writes once", async () => {
    await start();
    const retrying = new BedrockAgentCoreClient(fake.clientConfig());
    const patient = new AgentCoreMemory({ client: retrying, memoryId: 'memory-1', clock });
    fake.faults.next('CreateEvent', { kind: 'reset', applied: true });
    expect(await patient.record(alice, [user('one')])).toMatchObject({ state: 'written' });
    expect(fake.eventsOf('alice')).toHaveLength(1);
    retrying.destroy();
  });

  test('forgetting an actor deletes every conversation of theirs and of nobody else', async () => {
    await start({ pageSize: 2 });
    for (let i = 0; i < 5; i++) {
      for (const conversation of ['one', 'two']) {
        await memory.record(memoryIdentity('alice', conversation), [user(`${i}`)]);
      }
    }
    await memory.record(memoryIdentity('bob', 'one'), [user('mine')]);
    expect(await memory.forget(memoryActor('alice'))).toEqual({ state: 'forgotten', events: 10 });
    expect(fake.eventsOf('alice')).toEqual([]);
    expect(fake.eventsOf('bob')).toHaveLength(1);
    expect(await memory.forget(memoryActor('alice'))).toEqual({ state: 'forgotten', events: 0 });
  });

  test('forgetting that fails half-way says how far it came, and goes on the next time', async () => {
    await start();
    for (let i = 0; i < 3; i++) await memory.record(alice, [user(`${i}`)]);
    fake.faults.next('DeleteEvent', { kind: 'delay', ms: 1 });
    const error = new FakeError('ThrottledException', 'Rate exceeded.', 429);
    fake.faults.next('DeleteEvent', { kind: 'error', error });
    expect(await memory.forget(alice.actor)).toMatchObject({
      state: 'degraded',
      events: 1,
      error: { class: 'transient' },
    });
    // Deleted by somebody else in between.
    const gone = new FakeError('ResourceNotFoundException', 'Event not found', 404);
    fake.faults.next('DeleteEvent', { kind: 'error', error: gone, applied: true });
    expect(await memory.forget(alice.actor)).toEqual({ state: 'forgotten', events: 2 });
    expect(fake.eventsOf('alice')).toEqual([]);
  });

  test('retention deletes what is older, and leaves what is not', async () => {
    await start();
    await memory.record(alice, [user('old')]);
    clock.advance(60_000);
    await memory.record(alice, [user('new')]);
    expect(await memory.prune(alice.actor, 30_000)).toEqual({ state: 'forgotten', events: 1 });
    expect(await memory.lastTurns(alice, 5)).toMatchObject({ turns: [[user('new')]] });
  });

  test.each([0, -1, 1.5, 101, Number.NaN])('%p turns cannot be asked for', async (count) => {
    await start();
    await expect(memory.lastTurns(alice, count)).rejects.toThrow(RangeError);
    expect(fake.calls).toEqual([]);
  });
});
