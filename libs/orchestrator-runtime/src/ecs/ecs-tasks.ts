import {
  DescribeTasksCommand,
  ListTasksCommand,
  type ECSClient,
  type ListTasksCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';

/** Tasks that one DescribeTasks takes. */
const describeLimit = 100;

/** What DescribeTasks says of some tasks. */
export interface DescribedTasks {
  readonly tasks: readonly Task[];
  /** ARNs that ECS does not know: not yet, or an hour after they stopped. */
  readonly missing: readonly string[];
}

/** Pages of task ARNs. Throws what the client throws. */
export async function* listTasks(
  client: ECSClient,
  filter: ListTasksCommandInput,
): AsyncIterable<readonly string[]> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListTasksCommand({ ...filter, nextToken }));
    if (page.taskArns?.length) yield page.taskArns;
    nextToken = page.nextToken;
  } while (nextToken);
}

/** Describes tasks, however many. Throws what the client throws. */
export async function describeTasks(
  client: ECSClient,
  cluster: string,
  taskArns: readonly string[],
): Promise<DescribedTasks> {
  const tasks: Task[] = [];
  const missing: string[] = [];
  for (let from = 0; from < taskArns.length; from += describeLimit) {
    const part = taskArns.slice(from, from + describeLimit);
    const answer = await client.send(new DescribeTasksCommand({ cluster, tasks: part }));
    tasks.push(...(answer.tasks ?? []));
    missing.push(...(answer.failures ?? []).flatMap(({ arn }) => (arn === undefined ? [] : [arn])));
  }
  return { tasks, missing };
}
