import type Dynalite from 'dynalite';
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** An answer of DynamoDB. */
export interface DynamoAnswer {
  readonly statusCode: number;
  /** JSON text. */
  readonly text: string;
}

/** Operations that dynalite knows; what else there is of DynamoDB is not in the embedded one. */
export const storeOperations: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
]);

/** Headers without which dynalite refuses; it checks no signature. */
const signed = {
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
  'x-amz-date': '20300101T000000Z',
  'content-type': 'application/x-amz-json-1.0',
};

/** Tables in memory. Operations on one item are atomic; nothing is across items. */
export class DynamoStore {
  private server: EventEmitter | undefined;

  /** Does one operation. @param text JSON text of its input */
  call(operation: string, text: string): Promise<DynamoAnswer> {
    const server = (this.server ??= load());
    return new Promise((resolve, reject) => {
      const request = Object.assign(new EventEmitter(), {
        method: 'POST',
        url: '/',
        headers: { ...signed, 'x-amz-target': `DynamoDB_20120810.${operation}` },
      });
      const response = {
        statusCode: 200,
        setHeader: () => undefined,
        end: (body: string) => resolve({ statusCode: response.statusCode, text: body }),
      };
      try {
        server.emit('request', request, response);
        request.emit('data', Buffer.from(text));
        request.emit('end');
      } catch (error) {
        reject(error as Error);
      }
    });
  }
}

/**
 * Loaded with the first call: a stage whose services use no table does not wait for it. From its
 * package, also where this library is bundled: it has binaries of its own.
 */
function load(): EventEmitter {
  const dynalite = createRequire(__filename)('dynalite') as typeof Dynalite;
  return dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
}
