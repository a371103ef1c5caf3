import fc from 'fast-check';
import { answer, cancel } from '../runtime/commands';
import { reap } from '../runtime/reap';
import { isFinal } from '../run-record';
import { exited, type Behaviour } from '../testing/simulated-agents';
import { World } from '../testing/world';

/** What the run's agents have done to them, and what a person does. */
type Step =
  | { readonly do: 'advance' | 'tick' | 'cancel' | 'approve' | 'kill' | 'reap' }
  | { readonly do: 'pass'; readonly ms: number }
  /** Hosts that look at the same time. */
  | { readonly do: 'hosts'; readonly count: number }
  /** The next start of the first backend. */
  | { readonly do: 'start'; readonly how: 'reject' | 'lie' | 'lose' }
  | { readonly do: 'refuse-stop' }
  | { readonly do: 'no-answer' };

const behaviours: readonly Behaviour[] = [
  { finishesAfter: 2 },
  { silentAfter: 1 },
  { stillAfter: 1 },
  { asksAfter: 1, finishesAfter: 2 },
  { exitsAfter: { ticks: 1, observation: exited('error', 1) } },
  { exitsAfter: { ticks: 1, observation: exited('oom', 137) } },
  { exitsAfter: { ticks: 1, observation: { state: 'exited', ok: true, exitCode: 0 } } },
];

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: 'advance' as const }) },
  { weight: 4, arbitrary: fc.constant({ do: 'tick' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.integer({ min: 1, max: 200_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'cancel' }, { do: 'approve' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'kill' }, { do: 'reap' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('hosts' as const),
      count: fc.integer({ min: 2, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      how: fc.constantFrom('reject' as const, 'lie' as const, 'lose' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'refuse-stop' }, { do: 'no-answer' }) },
);

const refused = {
  class: 'transient',
  code: 'ServiceUnavailable',
  message: 'later',
  startMayHaveHappened: false,
} as const;

async function take(world: World, one: Step): Promise<unknown> {
  switch (one.do) {
    case 'advance':
      return world.advance();
    case 'hosts':
      return Promise.all(Array.from({ length: one.count }, () => world.advance()));
    case 'tick':
      return world.agents.tick();
    case 'pass':
      return world.clock.advance(one.ms);
    case 'cancel':
      return cancel(world.context, 'run', { by: 'alice', reason: '' });
    case 'approve':
      return answer(world.context, 'run', 'deploy', {
        approved: true,
        by: 'bob',
        comment: '',
      }).catch(() => undefined);
    case 'kill':
      return world.agents.kill();
    case 'reap':
      return reap(world.context);
    case 'start': {
      const startMayHaveHappened = one.how !== 'reject';
      const error = { ...refused, startMayHaveHappened };
      return world.first.script.push({ start: { how: one.how, error } });
    }
    case 'refuse-stop':
      return world.first.script.push({
        stop: { type: 'failed', error: refused, mayStillRun: true },
      });
    case 'no-answer':
      return world.first.script.push({ observe: { state: 'unknown', why: 'throttled' } });
  }
}

test.each(['first', 'silent'])(
  'whatever happens in whatever order on %s, one session at a time, one end, nothing left',
  async (backend) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...behaviours), { minLength: 1, maxLength: 4 }),
        fc.array(step, { maxLength: 40 }),
        async (chosen, steps) => {
          const world = new World({
            task: { backends: [backend] },
            behaviour: ({ attempt }) => chosen[(attempt - 1) % chosen.length] ?? {},
            policy: { pollMs: 30_000, firstBeatMs: 120_000 },
          });
          await world.submit({ deadlineSeconds: 7_200 });
          let outcome: unknown;
          for (const one of steps) {
            await take(world, one);
            const record = await world.record();
            // What is written once stays.
            if (outcome !== undefined) expect(record.outcome).toEqual(outcome);
            outcome = record.outcome;
            if (!isFinal(record) && !['queued', 'backoff'].includes(record.state)) {
              expect(await world.store.holders('account', world.clock.now())).toEqual(['run']);
            }
          }
          await world.settle();
          world.clock.advance(25 * 3_600_000);
          world.first.script.length = 0;
          await reap(world.context);
          world.clock.advance(3_600_000);
          await reap(world.context);

          expect(isFinal(await world.record())).toBe(true);
          expect(world.agents.mostAtOnce).toBeLessThanOrEqual(1);
          expect(world.agents.live()).toBe(0);
          expect(await world.store.holders('account', world.clock.now())).toEqual([]);
          for await (const debt of world.store.debts()) expect(debt).toBeUndefined();
          const { events } = await world.store.events('run', 0, 1_000);
          expect(events.filter(({ type }) => type === 'ended')).toHaveLength(1);
          expect(world.agents.written.get('run') ?? 0).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  },
  240_000,
);
