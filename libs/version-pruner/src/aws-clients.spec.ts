import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsClients, destroyClients } from './aws-clients';
import { awsCalls } from './aws-calls';

/** The SDK's handler, whose type the clients hide. */
interface Handler {
  updateHttpClientConfig(key: 'requestTimeout', milliseconds: number): void;
}

/** Takes every request and answers none. */
let server: Server;
const variables = { ...process.env };

beforeEach(async () => {
  server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = 'test';
});

afterEach(async () => {
  process.env = { ...variables };
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test('an answer that never comes is a failure that may pass, and no wait without end', async () => {
  const clients = createAwsClients('eu-central-1');
  // As the 30 seconds, and sooner.
  for (const { config } of [clients.lambda, clients.cloudWatch]) {
    (config.requestHandler as unknown as Handler).updateHttpClientConfig('requestTimeout', 50);
  }
  const calls = awsCalls(clients);
  const silent = { name: 'CallError', failure: 'transient' };
  await expect(calls.getAccountUsage()).rejects.toMatchObject(silent);
  const versions = [{ functionName: 'quotes', version: '1' }];
  await expect(calls.countInvocations(versions, 0, 1)).rejects.toMatchObject(silent);
  destroyClients(clients);
});
