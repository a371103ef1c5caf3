import { parseHandle, type BackendKind, type HandleOf } from '../handle';
import { describeHeartbeatOnly } from './heartbeat-conformance';
import { describeObservation } from './observation-conformance';
import {
  conformanceSpec,
  started,
  type ConformanceWorld,
  type HeartbeatWorld,
  type ObservableWorld,
} from './world';

/** What is to be tested; `start` gives each test a world of its own. */
export type BackendConformance<K extends BackendKind> = {
  readonly name: string;
  /** Whether a network is between backend and sessions, and the world makes calls `fail`. */
  readonly network: boolean;
} & (
  | { readonly observes: 'native'; readonly start: () => Promise<ObservableWorld<K>> }
  | { readonly observes: 'heartbeat-only'; readonly start: () => Promise<HeartbeatWorld<K>> }
);

/**
 * Declares the tests that every backend passes.
 *
 * ```ts
 * describeBackendConformance({
 *   name: 'Nomad',
 *   network: true,
 *   observes: 'native',
 *   start: async () => {
 *     const service = await FakeNomad.start();
 *     return {
 *       backend: new NomadBackend({ name: 'nomad', client: service.client() }),
 *       otherHost: new NomadBackend({ name: 'nomad', client: service.client() }),
 *       stranger: new NomadBackend({ name: 'other', client: service.client() }),
 *       live: () => service.runningTokens(),
 *       settle: () => service.settle(),
 *       exit: ({ job }, exitCode) => service.end(job, exitCode),
 *       fail: (call, failure) => service.failNext(call, failure),
 *       close: () => service.close(),
 *     };
 *   },
 * });
 * ```
 */
export function describeBackendConformance<K extends BackendKind>(
  suite: BackendConformance<K>,
): void {
  describe(`conformance of ${suite.name}`, () => {
    describeStartAndStop(suite.start, suite.network);
    if (suite.observes === 'native') describeObservation(suite.start, suite.network);
    else describeHeartbeatOnly(suite.start);
  });
}

function describeStartAndStop<K extends BackendKind>(
  start: () => Promise<ConformanceWorld<K>>,
  network: boolean,
): void {
  let world: ConformanceWorld<K>;

  beforeEach(async () => {
    world = await start();
  });

  afterEach(() => world.close());

  const token = (runId: string, attempt = 1) => conformanceSpec(runId, attempt).startToken;

  const stop = (handle: HandleOf<K>, backend = world.backend) =>
    backend.stop(handle, { reason: 'conformance', graceMs: 1_000 });

  describe('start', () => {
    test('runs one session, and its handle says whose it is', async () => {
      const handle = await started(world, 'run-1');
      expect(handle).toMatchObject({
        v: 1,
        kind: world.backend.kind,
        backend: world.backend.name,
        runId: 'run-1',
        attempt: 1,
        startToken: token('run-1'),
      });
      await world.settle();
      expect(await world.live()).toEqual([token('run-1')]);
    });

    test('of the same token, from any host and at the same time, is the same session', async () => {
      const first = await started(world, 'run-1');
      const again = await world.otherHost.start(conformanceSpec('run-1'));
      await world.settle();
      const [late, later] = await Promise.all([
        world.backend.start(conformanceSpec('run-1')),
        world.otherHost.start(conformanceSpec('run-1')),
      ]);
      for (const outcome of [again, late, later]) expect(outcome).toMatchObject({ handle: first });
      expect(await world.live()).toEqual([token('run-1')]);
    });

    test('of another attempt is another session', async () => {
      const first = await started(world, 'run-1', 1);
      const second = await started(world, 'run-1', 2);
      expect(second).not.toEqual(first);
      await world.settle();
      const both = [token('run-1', 1), token('run-1', 2)];
      expect([...(await world.live())].sort()).toEqual(both.sort());
    });

    if (!network) return;

    test('that is throttled or denied is rejected, and nothing runs', async () => {
      world.fail?.('start', 'throttled');
      expect(await world.backend.start(conformanceSpec('run-1'))).toMatchObject({
        type: 'rejected',
        error: { class: 'transient', startMayHaveHappened: false },
      });
      world.fail?.('start', 'denied');
      expect(await world.backend.start(conformanceSpec('run-1'))).toMatchObject({
        type: 'rejected',
        error: { class: 'auth', startMayHaveHappened: false },
      });
      await world.settle();
      expect(await world.live()).toEqual([]);
    });

    test.each(['reset-before', 'reset-after', 'server-error'] as const)(
      'whose answer is lost (%s) is ambiguous, and the same token again makes one session',
      async (failure) => {
        world.fail?.('start', failure);
        expect(await world.backend.start(conformanceSpec('run-1'))).toMatchObject({
          type: 'ambiguous',
          error: { startMayHaveHappened: true },
        });
        expect(await world.live()).toEqual(failure === 'reset-after' ? [token('run-1')] : []);
        await started(world, 'run-1');
        await world.settle();
        expect(await world.live()).toEqual([token('run-1')]);
      },
    );
  });

  describe('a handle', () => {
    test('survives JSON, and another host can use it', async () => {
      const handle = await started(world, 'run-1');
      const read = parseHandle(JSON.parse(JSON.stringify(handle))) as HandleOf<K>;
      expect(read).toEqual(handle);
      await world.settle();
      await stop(read, world.otherHost);
      await world.settle();
      expect(await world.live()).toEqual([]);
    });
  });

  describe('stop', () => {
    test('ends that session and no other, and does no harm a second time', async () => {
      const handle = await started(world, 'run-1');
      await started(world, 'run-2');
      await world.settle();
      expect(['stopped', 'requested']).toContain((await stop(handle)).type);
      await world.settle();
      expect(await world.live()).toEqual([token('run-2')]);
      expect((await stop(handle)).type).not.toBe('failed');
      expect(await world.live()).toEqual([token('run-2')]);
    });

    test('right after the start ends it too', async () => {
      const handle = await started(world, 'run-1');
      expect((await stop(handle)).type).not.toBe('already-gone');
      await world.settle();
      expect(await world.live()).toEqual([]);
    });

    if (!network) return;

    test.each(['throttled', 'denied', 'server-error', 'reset-before'] as const)(
      'that fails (%s) says that the session may still run',
      async (failure) => {
        const handle = await started(world, 'run-1');
        await world.settle();
        world.fail?.('stop', failure);
        expect(await stop(handle)).toMatchObject({
          type: 'failed',
          mayStillRun: true,
          error: { class: failure === 'denied' ? 'auth' : 'transient' },
        });
        expect(await world.live()).toEqual([token('run-1')]);
        await stop(handle);
        await world.settle();
        expect(await world.live()).toEqual([]);
      },
    );
  });
}
