import { TaskStopCode } from '@aws-sdk/client-ecs';
import * as fc from 'fast-check';
import { errorClasses } from '../classified-error';
import { exitCauses } from '../observation';
import { observeTask } from './observe-task';
import { recordedTasks } from './recorded-tasks';
import { taskFacts } from './task-facts';
import { truthRowOf, truthTable } from './task-truth';

const clock = { now: () => 1_000 };
const observe = (task: Parameters<typeof observeTask>[0]) => observeTask(task, 'agent', clock);

describe('the truth table of ECS tasks', () => {
  test.each(recordedTasks.map((recorded, i) => [i, recorded.row, recorded] as const))(
    'recorded task %i is decided by %s',
    (_, row, { task }) => {
      expect(truthRowOf(taskFacts(task, 'agent'))?.id).toBe(row);
    },
  );

  test('every row has an id of its own, a task that it decides, and a source', () => {
    const ids = truthTable.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !recordedTasks.some(({ row }) => row === id))).toEqual([]);
    for (const { source, verdict } of truthTable) {
      expect(source).toMatch(/^https:\/\//);
      if (verdict.state !== 'exited' || verdict.ok) continue;
      expect(exitCauses).toContain(verdict.cause);
      expect(errorClasses).toContain(verdict.class);
    }
    for (const { source } of recordedTasks) expect(source).toMatch(/^https:\/\//);
  });

  test('every stop code of the SDK has a row', () => {
    const known = new Set<string>([
      ...truthTable.flatMap(({ when }) => when.stopCode ?? []),
      // Judged by the exit code.
      'EssentialContainerExited',
    ]);
    expect(Object.values(TaskStopCode).filter((code) => !known.has(code))).toEqual([]);
  });

  test('failure mode 8: a task that failed to start has no containers, and its reason decides', () => {
    const failed = (stoppedReason: string) =>
      observe({
        lastStatus: 'STOPPED',
        stopCode: 'TaskFailedToStart',
        stoppedReason,
        containers: [],
      });
    expect(failed('Timeout waiting for network interface provisioning to complete.')).toEqual({
      state: 'exited',
      ok: false,
      cause: 'failed-to-start',
      error: {
        class: 'transient',
        code: 'TaskFailedToStart',
        message: 'Timeout waiting for network interface provisioning to complete.',
        startMayHaveHappened: false,
      },
    });
    expect(failed('CannotPullContainerError: manifest unknown')).toMatchObject({
      cause: 'failed-to-start',
      error: { class: 'config', code: 'CannotPullContainerError' },
    });
  });

  test.each(['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth'] as const)(
    'failure mode 9: %s is the infrastructure, also where the agent ended with 0',
    (stopCode) => {
      const seen = observe({
        lastStatus: 'STOPPED',
        stopCode,
        containers: [{ name: 'agent', exitCode: 0 }],
      });
      expect(seen).toMatchObject({
        state: 'exited',
        ok: false,
        cause: stopCode === 'InfrastructureHealth' ? 'infrastructure' : 'spot-interruption',
      });
    },
  );

  test('failure mode 10: 137 means out of memory only where ECS says so, and nothing after StopTask', () => {
    const agent = (reason?: string) => [{ name: 'agent', exitCode: 137, reason }];
    const essential = { lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' } as const;
    expect(observe({ ...essential, containers: agent() })).toMatchObject({ cause: 'error' });
    expect(
      observe({
        ...essential,
        containers: agent('OutOfMemoryError: Container killed due to memory usage'),
      }),
    ).toMatchObject({ cause: 'oom', exitCode: 137 });
    expect(
      observe({ lastStatus: 'STOPPED', stopCode: 'UserInitiated', containers: agent() }),
    ).toMatchObject({ cause: 'stopped' });
  });

  test('failure mode 10: side containers do not decide, whatever their order and exit', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ name: fc.constantFrom<string>('router', 'proxy'), exitCode: fc.nat(255) }),
        ),
        fc.nat(255),
        fc.nat(5),
        (others, exitCode, at) => {
          const containers = others.toSpliced(at, 0, { name: 'agent', exitCode });
          const seen = observe({
            lastStatus: 'STOPPED',
            stopCode: 'EssentialContainerExited',
            containers,
          });
          expect(seen).toMatchObject({ state: 'exited', ok: exitCode === 0 });
        },
      ),
    );
  });

  test('finding 7: no task is running unless ECS says RUNNING of it', () => {
    fc.assert(
      fc.property(
        fc.record({
          lastStatus: fc.oneof(fc.string(), fc.constantFrom('STOPPED', 'PENDING', 'DELETED')),
          desiredStatus: fc.constantFrom('RUNNING', 'STOPPED'),
          stopCode: fc.constantFrom(undefined, ...Object.values(TaskStopCode)),
          stoppedReason: fc.option(fc.string(), { nil: undefined }),
        }),
        (task) => {
          fc.pre(task.lastStatus !== 'RUNNING');
          expect(observe(task).state).not.toBe('running');
        },
      ),
    );
  });

  test('a status that ECS does not document is unclear: the task is not missing', () => {
    expect(observe({ lastStatus: 'REBALANCING' })).toMatchObject({
      state: 'unknown',
      why: 'unclear',
      error: { code: 'UnknownStatus' },
    });
  });

  test('a task that ECS shows as DELETED has stopped', () => {
    const containers = [{ name: 'agent', exitCode: 0 }];
    expect(observe({ lastStatus: 'DELETED', containers })).toMatchObject({ ok: true });
  });
});
