import { setTimeout as delay } from 'node:timers/promises';
import { World } from '../testing/world';
import { Worker } from './worker';

test('finds runs that nobody hosts, and leaves them for another worker', async () => {
  const world = new World({ policy: { pollMs: 5 } });
  await world.submit();
  const props = { scanMs: 10, reapMs: 3_600_000 };
  const first = new Worker(world.context, props);
  first.start();
  const until = async (state: string) => {
    const limit = Date.now() + 30_000;
    while ((await world.record()).state !== state) {
      if (Date.now() > limit) throw new Error((await world.record()).state);
      await delay(5);
    }
  };
  await until('running');
  await first.stop();
  for (let i = 0; i < 4; i++) await world.agents.tick();
  expect(await world.record()).toMatchObject({ state: 'running' });

  // Nobody has looked since the run was due.
  world.clock.advance(100_000);
  const second = new Worker(world.context, props);
  second.start();
  await until('succeeded');
  await second.stop();
});
