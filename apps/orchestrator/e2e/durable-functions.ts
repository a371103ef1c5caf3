import type { DurableLambdaHandler } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner, type TestResult } from '@aws/durable-execution-sdk-js-testing';
import type { DurableOutput } from '@slipway/orchestrator-runtime';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Execution {
  readonly runner: LocalDurableTestRunner<DurableOutput>;
  readonly ended: Promise<TestResult<DurableOutput>>;
}

/**
 * The endpoint of Lambda for one durable function: Invoke begins an execution under its name, once, and
 * SendDurableExecutionCallbackSuccess goes to the execution that waits for it.
 */
export class DurableFunctions {
  private readonly executions = new Map<string, Execution>();
  private readonly server: Server;

  private constructor(private readonly handlerFunction: DurableLambdaHandler) {
    this.server = createServer((request, response) => {
      this.answer(request).then(
        (status) => response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
        (error: Error) => response.writeHead(500).end(JSON.stringify({ message: error.message })),
      );
    });
  }

  static async start(handlerFunction: DurableLambdaHandler): Promise<DurableFunctions> {
    const functions = new DurableFunctions(handlerFunction);
    functions.server.listen(0, '127.0.0.1');
    await once(functions.server, 'listening');
    await LocalDurableTestRunner.setupTestEnvironment();
    return functions;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What the execution of a name ended with. */
  async ended(name: string): Promise<TestResult<DurableOutput>> {
    const execution = this.executions.get(name);
    if (!execution) throw new Error(`There is no execution ${name}`);
    return execution.ended;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
    await LocalDurableTestRunner.teardownTestEnvironment();
  }

  private async answer(request: IncomingMessage): Promise<number> {
    const body = await text(request);
    const path = decodeURIComponent(request.url ?? '');
    if (path.endsWith('/invocations')) {
      this.begin(String(request.headers['x-amz-durable-execution-name']), JSON.parse(body));
      return 202;
    }
    const [, callbackId = ''] = /\/durable-execution-callbacks\/(.*)\/succeed$/.exec(path) ?? [];
    return (await this.callBack(callbackId, body)) ? 200 : 400;
  }

  private begin(name: string, payload: unknown): void {
    if (this.executions.has(name)) return;
    const runner = new LocalDurableTestRunner<DurableOutput>({
      handlerFunction: this.handlerFunction,
    });
    this.executions.set(name, { runner, ended: runner.run({ payload }) });
  }

  /** Whether an execution waits for the call. */
  private async callBack(callbackId: string, result: string): Promise<boolean> {
    for (const { runner } of this.executions.values()) {
      for (let index = 0; ; index++) {
        const operation = runner.getOperationByIndex(index);
        if (!operation.getOperationData()) break;
        if (!operation.isCallback()) continue;
        if (operation.getCallbackDetails()?.callbackId !== callbackId) continue;
        return operation.sendCallbackSuccess(result).then(
          () => true,
          // Called before.
          () => false,
        );
      }
    }
    return false;
  }
}
