import type {
  CheckpointDurableExecutionRequest,
  CheckpointDurableExecutionResponse,
  DurableExecutionClient,
  DurableLambdaHandler,
  GetDurableExecutionStateResponse,
  OperationUpdate,
  WireOperation,
} from '@aws/durable-execution-sdk-js';
import type { Clock } from '../clock';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:run:1/durable-execution/run/1';

/**
 * The durable execution service in memory, for one execution: what has been checkpointed outlives
 * every invocation. It hands out what it is given and keeps time by the clock of the test.
 */
export class DurableService implements DurableExecutionClient {
  private readonly operations = new Map<string, WireOperation>();
  private tokens = 0;

  constructor(
    private readonly clock: Clock,
    input: unknown,
  ) {
    this.operations.set('execution', {
      Id: 'execution',
      Type: 'EXECUTION',
      Status: 'STARTED',
      StartTimestamp: new Date(clock.now()),
      ExecutionDetails: { InputPayload: JSON.stringify(input) },
    });
  }

  /** One invocation of the function, with all that is known. */
  invoke(handler: DurableLambdaHandler): ReturnType<DurableLambdaHandler> {
    const event = {
      DurableExecutionArn: arn,
      CheckpointToken: String(this.tokens),
      InitialExecutionState: { Operations: [...this.operations.values()] },
    };
    const context = {
      awsRequestId: `request-${this.tokens}`,
      functionName: 'run',
      functionVersion: '1',
      invokedFunctionArn: arn,
      memoryLimitInMB: '256',
      logGroupName: 'group',
      logStreamName: 'stream',
      callbackWaitsForEmptyEventLoop: false,
      // Too little to wait in: every wait ends the invocation, and no timer outlives it.
      getRemainingTimeInMillis: () => 0,
      done: () => undefined,
      fail: () => undefined,
      succeed: () => undefined,
    };
    return handler(event, context);
  }

  checkpoint({
    Updates = [],
  }: CheckpointDurableExecutionRequest): Promise<CheckpointDurableExecutionResponse> {
    const changed = Updates.map((update) => this.apply(update));
    return Promise.resolve({
      CheckpointToken: String(++this.tokens),
      NewExecutionState: { Operations: changed },
    });
  }

  getExecutionState(): Promise<GetDurableExecutionStateResponse> {
    return Promise.resolve({ Operations: [...this.operations.values()] });
  }

  /** Milliseconds until something is due; undefined where only a call can go on. */
  untilDue(): number | undefined {
    const times = [...this.operations.values()].flatMap((operation) => {
      const at =
        operation.Status === 'PENDING'
          ? operation.StepDetails?.NextAttemptTimestamp
          : operation.Type === 'WAIT' && operation.Status === 'STARTED'
            ? operation.WaitDetails?.ScheduledEndTimestamp
            : undefined;
      return at === undefined ? [] : [new Date(at).getTime()];
    });
    return times.length > 0 ? Math.max(0, Math.min(...times) - this.clock.now()) : undefined;
  }

  /** Makes ready what is due by the clock. */
  wake(): void {
    const now = this.clock.now();
    for (const [id, operation] of this.operations) {
      const next = operation.StepDetails?.NextAttemptTimestamp;
      if (operation.Status === 'PENDING' && next && new Date(next).getTime() <= now) {
        this.operations.set(id, { ...operation, Status: 'READY' });
      }
    }
  }

  /** Answers a callback, as `SendDurableExecutionCallbackSuccess` does. */
  callBack(callbackId: string): void {
    for (const [id, operation] of this.operations) {
      if (operation.CallbackDetails?.CallbackId !== callbackId) continue;
      if (operation.Status !== 'STARTED') continue;
      this.operations.set(id, {
        ...operation,
        Status: 'SUCCEEDED',
        CallbackDetails: { CallbackId: callbackId, Result: JSON.stringify('woken') },
      });
    }
  }

  private apply(update: OperationUpdate): WireOperation {
    const id = update.Id ?? '';
    const before = this.operations.get(id);
    const now = new Date(this.clock.now());
    const base: WireOperation = before ?? {
      Id: id,
      ParentId: update.ParentId,
      Name: update.Name,
      Type: update.Type,
      SubType: update.SubType,
      StartTimestamp: now,
      Status: 'STARTED',
    };
    const after: WireOperation = { ...base, ...this.detailsOf(update, base, now) };
    this.operations.set(id, after);
    return after;
  }

  private detailsOf(
    update: OperationUpdate,
    before: WireOperation,
    now: Date,
  ): Partial<WireOperation> {
    const result = {
      ...(update.Payload !== undefined && { Result: update.Payload }),
      ...(update.Error && { Error: update.Error }),
    };
    switch (update.Action) {
      case 'START':
        return {
          Status: 'STARTED',
          ...(update.Type === 'STEP' && {
            StepDetails: {
              Result: before.StepDetails?.Result,
              Attempt: before.StepDetails?.Attempt ?? 1,
            },
          }),
          ...(update.Type === 'CALLBACK' && {
            CallbackDetails: { CallbackId: `callback-${update.Id}` },
          }),
          ...(update.Type === 'WAIT' && {
            WaitDetails: {
              ScheduledEndTimestamp: new Date(
                now.getTime() + (update.WaitOptions?.WaitSeconds ?? 0) * 1_000,
              ),
            },
          }),
        };
      case 'RETRY':
        return {
          Status: 'PENDING',
          StepDetails: {
            ...result,
            Attempt: (before.StepDetails?.Attempt ?? 1) + 1,
            NextAttemptTimestamp: new Date(
              now.getTime() + (update.StepOptions?.NextAttemptDelaySeconds ?? 0) * 1_000,
            ),
          },
        };
      case 'SUCCEED':
      case 'FAIL':
        return {
          Status: update.Action === 'FAIL' ? 'FAILED' : 'SUCCEEDED',
          EndTimestamp: now,
          ...(update.Type === 'STEP' && {
            StepDetails: { ...result, Attempt: before.StepDetails?.Attempt ?? 1 },
          }),
          ...(update.Type === 'CONTEXT' && {
            ContextDetails: {
              ...result,
              ...(update.ContextOptions?.ReplayChildren !== undefined && {
                ReplayChildren: update.ContextOptions.ReplayChildren,
              }),
            },
          }),
        };
      default:
        throw new Error(`This service does not know ${update.Type} ${update.Action}.`);
    }
  }
}
