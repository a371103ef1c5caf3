import type { Task } from '@aws-sdk/client-ecs';

/** What is read of a task as DescribeTasks shows it. */
export interface TaskFacts {
  readonly lastStatus: string;
  readonly desiredStatus: string;
  /** Empty where ECS gives none. */
  readonly stopCode: string;
  /** The task's stopped reason and the named container's reason. */
  readonly reason: string;
  /** Of the named container; missing where it never ran, or was not reported. */
  readonly exitCode?: number;
  /** Whether the task has the named container, or no containers at all. */
  readonly container: 'there' | 'not-named' | 'none';
}

/** The facts of a task that decide, judged by the named container and no other. */
export function taskFacts(task: Task, container: string): TaskFacts {
  const containers = task.containers ?? [];
  const named = containers.find(({ name }) => name === container);
  return {
    lastStatus: task.lastStatus ?? '',
    desiredStatus: task.desiredStatus ?? '',
    stopCode: task.stopCode ?? '',
    reason: [task.stoppedReason, named?.reason].filter(Boolean).join(' '),
    ...(named?.exitCode !== undefined && { exitCode: named.exitCode }),
    container: named ? 'there' : containers.length > 0 ? 'not-named' : 'none',
  };
}
