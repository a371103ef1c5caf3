import type { Task } from '@aws-sdk/client-ecs';
import type { Clock } from '../clock';
import type { ClassifiedError } from '../classified-error';
import type { Observation } from '../observation';
import { taskFacts, type TaskFacts } from './task-facts';
import { truthRowOf, type TruthRow } from './task-truth';

/** What a task that DescribeTasks shows says of its session, by the truth table. */
export function observeTask(task: Task, container: string, clock: Clock): Observation {
  const facts = taskFacts(task, container);
  const row = truthRowOf(facts);
  if (!row) {
    return { state: 'unknown', why: 'unclear', error: undocumented(facts) };
  }
  const { verdict } = row;
  if (verdict.state !== 'exited') return { state: verdict.state, at: clock.now() };
  if (verdict.ok) return { state: 'exited', ok: true, exitCode: 0 };
  return {
    state: 'exited',
    ok: false,
    cause: verdict.cause,
    error: {
      class: verdict.class,
      code: codeOf(facts, row),
      message: messageOf(facts, container, row),
      startMayHaveHappened: false,
    },
    ...(facts.exitCode !== undefined && { exitCode: facts.exitCode }),
  };
}

/** The error that ECS names in its reason, else its stop code, else the row. */
function codeOf({ reason, stopCode }: TaskFacts, { id }: TruthRow): string {
  return /\b[A-Z]\w+Error\b/.exec(reason)?.[0] ?? (stopCode || id);
}

function messageOf({ reason, exitCode }: TaskFacts, container: string, row: TruthRow): string {
  const exit = exitCode === undefined ? '' : ` Container ${container} ended with ${exitCode}.`;
  return `${reason || row.why}${exit}`;
}

function undocumented({ lastStatus }: TaskFacts): ClassifiedError {
  return {
    class: 'unknown',
    code: 'UnknownStatus',
    message: `DescribeTasks shows lastStatus '${lastStatus}', which ECS does not document`,
    startMayHaveHappened: true,
  };
}
