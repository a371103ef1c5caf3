import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { World } from '../testing/world';
import { durableHost, type DurableOutput } from './durable';

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

test('hosts a run to its end, with one start step and one operation of polling', async () => {
  const world = new World();
  const context = {
    ...world.context,
    store: new Proxy(world.store, {
      get: (store, property) => {
        const value: unknown = Reflect.get(store, property, store);
        if (property !== 'load') return typeof value === 'function' ? value.bind(store) : value;
        return async (runId: string) => {
          // Every look of the host is a moment in the life of the agents.
          await world.agents.tick();
          world.clock.advance(1_000);
          return store.load(runId);
        };
      },
    }),
  };
  await world.submit();
  const runner = new LocalDurableTestRunner<DurableOutput>({
    handlerFunction: withDurableExecution(durableHost(() => context)),
  });
  const execution = await runner.run({ payload: { runId: 'run' } });
  expect(execution.getStatus()).toBe('SUCCEEDED');
  expect(execution.getResult()).toEqual({ runId: 'run', state: 'succeeded' });
  expect(world.first.starts).toHaveLength(1);
  expect(world.agents.live()).toBe(0);
});
