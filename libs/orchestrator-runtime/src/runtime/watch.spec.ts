import type { RunEvent } from '../run-event';
import { MemoryStore } from '../store/memory-store';
import type { EventPage } from '../store/store';
import { World } from '../testing/world';
import { watch } from './watch';

/** A store that loses its connection at some looks into the history. */
class LosingStore extends MemoryStore {
  looks = 0;
  lost = new Set<number>();

  override events(runId: string, after: number, limit: number): Promise<EventPage> {
    if (this.lost.has(++this.looks)) return Promise.reject(new Error('connection lost'));
    return super.events(runId, after, limit);
  }
}

/** A world in which the run goes on whenever somebody waits for it. */
function worldOf(store = new LosingStore()) {
  const world = new World({ store });
  const sleep = async (ms: number): Promise<void> => {
    await world.agents.tick();
    world.clock.advance(ms * 20);
    await world.advance();
  };
  return { world, store, context: { store, sleep } };
}

test('tells all that happens, in order and once, until the run is over', async () => {
  const { world, context } = worldOf();
  await world.submit();
  const events: RunEvent[] = [];
  for await (const event of watch(context, 'run')) events.push(event);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events[0]).toMatchObject({ type: 'submitted' });
  expect(events.at(-1)).toMatchObject({ type: 'ended', outcome: { type: 'succeeded' } });
});

test('goes on after the last event where the connection was lost', async () => {
  const { world, store, context } = worldOf();
  store.lost = new Set([1, 3, 4, 6]);
  await world.submit();
  const events: RunEvent[] = [];
  let losses = 0;
  while (events.at(-1)?.type !== 'ended') {
    try {
      for await (const event of watch(context, 'run', { after: events.at(-1)?.seq ?? 0 })) {
        events.push(event);
      }
    } catch (error) {
      expect(error).toMatchObject({ message: 'connection lost' });
      losses++;
    }
  }
  expect(losses).toBe(4);
  const { events: all } = await store.events('run', 0, 1_000);
  expect(events).toEqual(all);
});

test('whoever goes on after the end has nothing to wait for', async () => {
  const { world, context } = worldOf();
  await world.submit();
  await world.settle();
  const { after } = await context.store.events('run', 0, 1_000);
  const slept: number[] = [];
  const sleep = (ms: number) => Promise.resolve(void slept.push(ms));
  for await (const event of watch({ ...context, sleep }, 'run', { after })) {
    throw new Error(`told ${event.type} again`);
  }
  expect(slept).toEqual([]);
});

test('a run that is kept no longer has nothing to tell', async () => {
  const { world, store, context } = worldOf();
  await world.submit();
  const watched = watch(context, 'run');
  await watched.next();
  store.load = () => Promise.resolve(undefined);
  expect(await watched.next()).toEqual({ done: true, value: undefined });
});

test('ends where the signal says so, and knows no run that nobody submitted', async () => {
  const { world, context } = worldOf();
  await world.submit();
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { type } of watch(context, 'run', { signal: stop.signal })) {
    seen.push(type);
    stop.abort();
  }
  expect(seen).toEqual(['submitted']);
  await expect(watch(context, 'nobody').next()).rejects.toMatchObject({ name: 'UnknownRunError' });
});
