import type { BackendKind } from '../handle';
import { conformanceSpec, started, type HeartbeatWorld } from './world';

/** Declares the tests of a backend whose service cannot be asked. */
export function describeHeartbeatOnly<K extends BackendKind>(
  start: () => Promise<HeartbeatWorld<K>>,
): void {
  describe('without observation', () => {
    let world: HeartbeatWorld<K>;

    beforeEach(async () => {
      world = await start();
    });

    afterEach(() => world.close());

    test('there is nothing that one could mistake for it', () => {
      expect(world.backend.observes).toBe('heartbeat-only');
      for (const member of ['observe', 'find', 'owned'])
        expect(world.backend).not.toHaveProperty(member);
    });

    test('a handle that is worked out is the one that a start gives, and starts nothing', async () => {
      const expected = world.backend.handleOf(conformanceSpec('run-1'));
      expect(await world.live()).toEqual([]);
      expect(await started(world, 'run-1')).toEqual(expected);
    });
  });
}
