import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { classifyError } from './classify-error';
import { clientTimeouts } from './client-timeouts';

test('an answer that never comes is an error, and one that leaves a start open', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { ...clientTimeouts, requestTimeout: 50 },
  });
  const error: unknown = await client.send(new ListTablesCommand({})).catch((e: unknown) => e);
  expect(classifyError(error)).toMatchObject({
    code: 'ETIMEDOUT',
    class: 'transient',
    startMayHaveHappened: true,
  });
  client.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});
