import { randomUUID } from 'node:crypto';
import { HostLife, type Phase } from '../src/kill-points/crash';
import { killHosts } from '../src/kill-points/hosts';
import { runKillPoints } from '../src/kill-points/kit';
import { killScenarios } from '../src/kill-points/scenarios';
import { simulatedBackends } from '../src/kill-points/simulated-worlds';
import { World } from '../src/testing/world';

const success = killScenarios.filter(({ name }) => name === 'success');
const workers = killHosts.filter(({ name }) => name === 'worker');

/**
 * The usual shape: one step starts a session under an id of its own and writes that it runs; a host
 * that died begins the step again.
 */
async function usualShape(world: World, life: HostLife): Promise<void> {
  const backend = life.watch('backend', world.first);
  const store = life.watch('store', world.store);
  const view = await store.load('run');
  if (!view) throw new Error('no run');
  let handle = view.record.handle;
  if (!handle) {
    const attempt = view.record.attempt + 1;
    const started = await backend.start({
      runId: 'run',
      attempt,
      startToken: randomUUID(),
      task: 'work',
      payload: view.record.payload,
      environment: {},
      variant: 0,
    });
    if (!('handle' in started)) throw new Error(started.type);
    handle = started.handle;
    const record = { ...view.record, state: 'running', attempt: 1, handle } as const;
    await store.commit({
      previous: view.record,
      record: { ...record, version: view.record.version + 1 },
      events: [],
      at: world.clock.now(),
    });
  }
  for (;;) {
    await world.agents.tick();
    world.clock.advance(5_000);
    if ((await backend.observe(handle as never)).state === 'exited') return;
  }
}

async function leaksOfUsualShape(kill?: { index: number; phase: Phase }) {
  const world = new World();
  await world.submit();
  let points = 0;
  for (const end of [kill, undefined]) {
    const life = new HostLife(end);
    await Promise.race([usualShape(world, life), life.died]);
    points = Math.max(points, life.points.length);
    if (!end) break;
  }
  return { leaked: world.agents.live(), doubled: world.agents.mostAtOnce > 1, points };
}

test('sessions leaked over the same kill points, and calls of one run', async () => {
  const { points } = await leaksOfUsualShape();
  let leaked = 0;
  let cases = 0;
  for (let index = 0; index < points; index++) {
    for (const phase of ['before', 'after'] as const) {
      const result = await leaksOfUsualShape({ index, phase });
      if (result.leaked > 0 || result.doubled) leaked++;
      cases++;
    }
  }
  const report = await runKillPoints(simulatedBackends.slice(0, 1), {
    hosts: workers,
    scenarios: success,
  });
  process.stderr.write(
    `usual shape: ${leaked} of ${cases} kills leave or double a session, ${points} calls a run\n` +
      `this runtime: ${report.failures.length} of ${report.cases} kills, ${report.points} calls a run\n`,
  );
  expect(leaked).toBeGreaterThan(0);
  expect(report.failures).toEqual([]);
});

test.each([
  ['first', 'a service that says so'],
  ['silent', 'silence alone'],
])('time to detect a dead session by %s', async (backend, how) => {
  const world = new World({ task: { backends: [backend] }, behaviour: () => ({}) });
  await world.submit();
  await world.advance();
  for (let i = 0; i < 10; i++) {
    await world.agents.tick();
    world.clock.advance(5_000);
    await world.advance();
  }
  const diedAt = world.clock.now();
  world.agents.kill();
  while ((await world.record()).state === 'running') {
    world.clock.advance(1_000);
    await world.advance();
  }
  const seconds = (world.clock.now() - diedAt) / 1_000;
  process.stderr.write(`a dead session is known after ${seconds} s by ${how}\n`);
  // One poll; or the time without a heartbeat, and what the last one may be old.
  expect(seconds).toBeLessThanOrEqual(backend === 'first' ? 5 : 120);
});
