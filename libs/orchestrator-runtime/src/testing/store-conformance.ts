import type { AgentReport } from '../agent-report';
import { largestInlineBytes } from '../inline-payloads';
import { defaultPolicy } from '../policy';
import type { RunEvent } from '../run-event';
import type { RunRecord } from '../run-record';
import type { Store } from '../store/store';

/** A record that waits for its slots. */
export function queuedRecord(runId: string, changes: Partial<RunRecord> = {}): RunRecord {
  const now = Date.now();
  return {
    v: 1,
    runId,
    version: 1,
    state: 'queued',
    user: 'alice',
    task: 'work',
    payload: { kind: 'inline', value: { text: 'ä' } },
    policy: {
      ...defaultPolicy,
      maxAttempts: 3,
      replayable: true,
      failover: false,
      heartbeatMs: 15_000,
      lostAfterMs: 90_000,
      stuckWarnMs: 900_000,
      stuckAfterMs: 1_800_000,
    },
    limits: { deadlineAt: now + 3_600_000 },
    createdAt: now,
    candidates: [{ backend: 'first', variants: 1 }],
    slots: [],
    candidate: 0,
    variant: 0,
    attempt: 0,
    sessions: 0,
    startFailures: 0,
    answers: {},
    failures: [],
    dueAt: now,
    ...changes,
  };
}

/** What every store does alike; `make` gives one whose rows no other test sees. */
export function storeConformance(name: string, make: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    let count = 0;
    let id: string;

    beforeEach(async () => {
      store = await make();
      id = `run-${process.pid}-${++count}-${Math.random().toString(36).slice(2)}`;
    });

    function next(record: RunRecord, changes: Partial<RunRecord>): RunRecord {
      return { ...record, ...changes, version: record.version + 1 };
    }

    async function started(): Promise<RunRecord> {
      const { record: previous } = await store.create(queuedRecord(id));
      const record = next(previous, { state: 'starting', attempt: 1 });
      await store.commit({ previous, record, events: [], at: 1 });
      return record;
    }

    function report(changes: Partial<AgentReport> = {}): AgentReport {
      return {
        runId: id,
        attempt: 1,
        instance: 'a',
        beat: 1,
        beatAt: Date.now(),
        progress: 0,
        iterations: 0,
        costUsd: 0,
        ...changes,
      };
    }

    test('gives back what was written, and the first of two records of one id', async () => {
      const record = queuedRecord(id);
      expect(await store.create(record)).toEqual({ created: true, record });
      const other = queuedRecord(id, { user: 'bob' });
      expect(await store.create(other)).toEqual({ created: false, record });
      expect(await store.load(id)).toEqual({ record, reports: [] });
      expect(await store.load(`${id}-other`)).toBeUndefined();
    });

    test('keeps a payload as large as may be', async () => {
      const value = 'x'.repeat(largestInlineBytes - 2);
      const record = queuedRecord(id, { payload: { kind: 'inline', value } });
      await store.create(record);
      expect((await store.load(id))?.record.payload).toEqual(record.payload);
    });

    test('takes one of two changes of the same version', async () => {
      const { record: previous } = await store.create(queuedRecord(id));
      const outcomes = await Promise.all(
        ['a', 'b'].map((by) =>
          store.commit({
            previous,
            record: next(previous, { cancel: { by, reason: '', at: 1 } }),
            events: [{ type: 'cancel-requested', by, reason: '' }],
            at: 1,
          }),
        ),
      );
      expect(outcomes.map(({ type }) => type).sort()).toEqual(['committed', 'conflict']);
      const { events } = await store.events(id, 0, 10);
      expect(events.map(({ seq, type }) => [seq, type])).toEqual([
        [1, 'submitted'],
        [2, 'cancel-requested'],
      ]);
    });

    test('numbers events without gaps, whoever writes them', async () => {
      let record = await started();
      const appends = Array.from({ length: 8 }, (_, index) =>
        store.append(id, 1, index, [{ type: 'progress', message: `step ${index}` }]),
      );
      for (let index = 0; index < 4; index++) {
        const previous = record;
        record = next(previous, { variant: index });
        const events = [{ type: 'clock-skew' as const, aheadMs: index }];
        expect(await store.commit({ previous, record, events, at: 1 })).toEqual({
          type: 'committed',
        });
      }
      await Promise.all(appends);
      const first = await store.events(id, 0, 5);
      expect(first).toMatchObject({ after: 5 });
      const rest = await store.events(id, first.after, 100);
      const all: RunEvent[] = [...first.events, ...rest.events];
      expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    });

    test('never gives out more slots than there are, and all of a run or none', async () => {
      const runs = Array.from({ length: 6 }, (_, index) => `${id}-${index}`);
      const slots = [
        { scope: `user:${id}`, limit: 2 },
        { scope: `backend:${id}`, limit: 4 },
      ];
      const outcomes = await Promise.all(
        runs.map(async (runId) => {
          const { record: previous } = await store.create(queuedRecord(runId));
          const record = next(previous, { state: 'starting' });
          const at = Date.now();
          return store.commit({ previous, record, events: [], at, take: slots });
        }),
      );
      expect(outcomes.filter(({ type }) => type === 'committed')).toHaveLength(2);
      expect(outcomes).toContainEqual({ type: 'full', scopes: [`user:${id}`] });
      expect(await store.holders(`backend:${id}`, Date.now())).toHaveLength(2);
    });

    test('takes slots back once and again, and counts an expired one as free', async () => {
      const scope = `user:${id}`;
      const { record: previous } = await store.create(queuedRecord(id));
      const record = next(previous, { state: 'starting', slots: [scope] });
      const take = [{ scope, limit: 1 }];
      await store.commit({ previous, record, events: [], at: Date.now(), take });
      expect(await store.holders(scope, Date.now())).toEqual([id]);
      expect(await store.holders(scope, Date.now() + 10 * 24 * 3_600_000)).toEqual([]);
      let last = record;
      for (const state of ['failed', 'failed'] as const) {
        const after = next(last, { state, endedAt: Date.now() });
        const at = Date.now();
        expect(
          await store.commit({ previous: last, record: after, events: [], at, release: [scope] }),
        ).toEqual({ type: 'committed' });
        last = after;
      }
      expect(await store.holders(scope, Date.now())).toEqual([]);
    });

    test('lists who waits, the first first, and who is late', async () => {
      const base = Date.now();
      for (const [index, offset] of [30, 10, 20].entries()) {
        await store.create(
          queuedRecord(`${id}-${index}`, { dueAt: base + offset, user: `u-${id}` }),
        );
      }
      const waiting: string[] = [];
      for await (const { runId, scopes } of store.queue()) {
        if (scopes.includes(`user:u-${id}`)) waiting.push(runId);
      }
      expect(waiting).toEqual([`${id}-1`, `${id}-2`, `${id}-0`]);

      const { record: previous } = await store.create(queuedRecord(id));
      const record = next(previous, { state: 'running', dueAt: 5 });
      await store.commit({ previous, record, events: [], at: 1 });
      const due: string[] = [];
      for await (const runId of store.due(6)) due.push(runId);
      expect(due).toContain(id);
      const ended = next(record, { state: 'failed', endedAt: base });
      await store.commit({ previous: record, record: ended, events: [], at: 1 });
      for await (const runId of store.due(6)) expect(runId).not.toBe(id);
    });

    test('keeps one agent an attempt, and none for an attempt that was given up', async () => {
      const record = await started();
      expect(await store.claim(report())).toBe('claimed');
      expect(await store.claim(report())).toBe('claimed');
      expect(await store.claim(report({ instance: 'b' }))).toBe('duplicate');
      expect(await store.claim(report({ attempt: 2 }))).toBe('superseded');
      expect(await store.beat(report({ beat: 2 }))).toBe(true);
      expect(await store.beat(report({ beat: 9, instance: 'b' }))).toBe(false);
      expect((await store.load(id))?.reports).toMatchObject([{ beat: 2, instance: 'a' }]);

      const ended = next(record, { state: 'cancelled', endedAt: Date.now() });
      await store.commit({ previous: record, record: ended, events: [], at: 1 });
      expect(await store.claim(report({ instance: 'c' }))).toBe('superseded');
    });

    test('takes one result, keeps it and the question over later heartbeats', async () => {
      await started();
      await store.claim(report());
      const question = { id: 'deploy', question: 'Deploy?', at: 1 };
      expect(await store.ask(report(), question)).toBe(true);
      const result = { ok: true as const, value: { kind: 'inline' as const, value: 1 } };
      expect(await store.finish(report(), result)).toBe('written');
      const other = { ok: false as const, message: 'no', retryable: false };
      expect(await store.finish(report(), other)).toBe('exists');
      await store.beat(report({ beat: 3 }));
      expect((await store.load(id))?.reports).toMatchObject([
        { beat: 3, approval: question, result },
      ]);
    });

    test('takes no result of an attempt that was given up', async () => {
      const record = await started();
      await store.claim(report());
      const later = next(record, { attempt: 2 });
      await store.commit({ previous: record, record: later, events: [], at: 1 });
      const result = { ok: true as const, value: { kind: 'inline' as const, value: 1 } };
      expect(await store.finish(report(), result)).toBe('superseded');
    });

    test('keeps debts until they are paid, and where a host waits', async () => {
      const debt = {
        runId: id,
        attempt: 1,
        backend: 'first',
        startToken: 't',
        since: 1,
        why: 'Stop failed.',
        tries: 0,
        nextTryAt: 2,
      };
      const mine = async () => {
        const found = [];
        for await (const one of store.debts()) if (one.runId === id) found.push(one);
        return found;
      };
      const { record: previous } = await store.create(queuedRecord(id));
      const record = next(previous, { state: 'failed', endedAt: Date.now() });
      await store.commit({ previous, record, events: [], at: 1, debt });
      expect(await mine()).toEqual([debt]);
      await store.putDebt({ ...debt, tries: 3 });
      expect(await mine()).toEqual([{ ...debt, tries: 3 }]);
      await store.clearDebt(id, 1);
      await store.clearDebt(id, 1);
      expect(await mine()).toEqual([]);

      expect(await store.wakeUp(id)).toBeUndefined();
      await store.setWakeUp(id, 'callback');
      expect(await store.wakeUp(id)).toBe('callback');
      await store.setWakeUp(id, undefined);
      expect(await store.wakeUp(id)).toBeUndefined();
    });
  });
}
