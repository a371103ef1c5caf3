import { BackendError } from '../backend';
import type { BackendKind, HandleOf, SessionHandle } from '../handle';
import { conformanceSpec, started, type ObservableWorld } from './world';

/** Declares the tests of a backend that observes. */
export function describeObservation<K extends BackendKind>(
  start: () => Promise<ObservableWorld<K>>,
  network: boolean,
): void {
  let world: ObservableWorld<K>;

  beforeEach(async () => {
    world = await start();
  });

  afterEach(() => world.close());

  const token = (runId: string) => conformanceSpec(runId).startToken;

  /** Asks until it has ended: on a busy machine a process takes longer than its grace period. */
  async function stopped(handle: HandleOf<K>): Promise<void> {
    for (let asked = 0; asked < 5; asked += 1) {
      await world.backend.stop(handle, { reason: 'conformance', graceMs: 1_000 });
      await world.settle();
      if ((await world.backend.observe(handle)).state !== 'stopping') return;
    }
  }

  describe('observe', () => {
    test('does not say of a new session that it has ended', async () => {
      const handle = await started(world, 'run-1');
      const { state } = await world.backend.observe(handle);
      expect(['starting', 'running', 'unknown']).toContain(state);
      await world.settle();
      expect(['starting', 'running']).toContain((await world.backend.observe(handle)).state);
    });

    test('says how an agent ended', async () => {
      const [good, bad] = [await started(world, 'run-1'), await started(world, 'run-2')];
      await world.settle();
      await world.exit(good, 0);
      await world.exit(bad, 3);
      await world.settle();
      expect(await world.backend.observe(good)).toEqual({ state: 'exited', ok: true, exitCode: 0 });
      expect(await world.otherHost.observe(bad)).toMatchObject({
        state: 'exited',
        ok: false,
        cause: 'error',
        exitCode: 3,
        error: { class: 'workload', startMayHaveHappened: false },
      });
      expect(await world.live()).toEqual([]);
    });

    test('says of a session that was stopped that it was, whatever its exit code', async () => {
      const handle = await started(world, 'run-1');
      await world.settle();
      await stopped(handle);
      expect(await world.backend.observe(handle)).toMatchObject({
        state: 'exited',
        ok: false,
        cause: 'stopped',
      });
    });

    if (!network) return;

    test.each([
      ['throttled', 'throttled'],
      ['server-error', 'throttled'],
      ['reset-before', 'throttled'],
      ['denied', 'denied'],
    ] as const)(
      'says unknown where it gets no answer (%s), never a guess',
      async (failure, why) => {
        const handle = await started(world, 'run-1');
        await world.settle();
        world.fail?.('observe', failure);
        expect(await world.backend.observe(handle)).toMatchObject({ state: 'unknown', why });
      },
    );
  });

  describe('find', () => {
    test('finds a session by its token, running or ended, and no other', async () => {
      const handle = await started(world, 'run-1');
      await world.settle();
      expect(await world.backend.find(token('run-1'))).toEqual(handle);
      expect(await world.backend.find(token('run-2'))).toBeUndefined();
      await stopped(handle);
      expect(await world.otherHost.find(token('run-1'))).toEqual(handle);
    });

    if (!network) return;

    test('throws what the service said', async () => {
      world.fail?.('find', 'throttled');
      const error: unknown = await world.backend.find(token('run-1')).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(BackendError);
      expect(error).toMatchObject({ classified: { class: 'transient' } });
    });
  });

  describe('owned', () => {
    test('is every session that runs, of every page, and none of a stranger', async () => {
      const handles: SessionHandle[] = [];
      for (let i = 1; i <= 5; i++) handles.push(await started(world, `run-${i}`));
      await world.stranger.start(conformanceSpec('stranger'));
      await world.settle();
      const [gone, ...rest] = handles;
      await stopped(gone as HandleOf<K>);
      const owned: SessionHandle[] = [];
      for await (const handle of world.backend.owned()) owned.push(handle);
      const byToken = (a: SessionHandle, b: SessionHandle) =>
        a.startToken.localeCompare(b.startToken);
      expect(owned.sort(byToken)).toEqual(rest.sort(byToken));
    });

    if (!network) return;

    test('throws what the service said', async () => {
      world.fail?.('find', 'denied');
      const all = async () => {
        for await (const handle of world.backend.owned()) throw new Error(handle.runId);
      };
      const error: unknown = await all().catch((e: unknown) => e);
      expect(error).toBeInstanceOf(BackendError);
      expect(error).toMatchObject({ classified: { class: 'auth' } });
    });
  });
}
