import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { FunctionService } from '@slipway/catalog';
import { Construct } from 'constructs';

/** Seconds that a queue keeps a message at most: time to look into it. */
const fourteenDays = 14 * 24 * 60 * 60;

/** Queue for events of one service that were not handled or not delivered. */
export class DeadLetterQueue extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    const queue = new SqsQueue(this, 'queue', {
      name,
      messageRetentionSeconds: fourteenDays,
      // With keys of SQS, for which senders need no rights of their own.
      sqsManagedSseEnabled: true,
    });
    this.arn = queue.arn;
  }
}

/** Whether anything of a function sends to a queue of its own. */
export function needsQueue({ function: settings, schedules }: FunctionService): boolean {
  return [settings, ...schedules].some(({ deadLetter }) => deadLetter === ownQueue);
}

/** ARN that a setting stands for; undefined where nothing is set. */
export function deadLetterArn(
  setting: string | undefined,
  queue: DeadLetterQueue | undefined,
): string | undefined {
  return setting === ownQueue ? queue?.arn : setting;
}

/** The setting that names no ARN. */
const ownQueue = 'queue';
