import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePorts } from './free-ports';
import { HealthChecker } from './health-check';

const check = {
  path: '/health',
  matcher: '200-299',
  interval: 0.02,
  timeout: 1,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
};

let server: Server;
let port: number;
/** What the next checks are answered; the last one stays. */
let statusCodes: number[];
let answered: number;
let changes: string[];
let checker: HealthChecker;

beforeEach(async () => {
  answered = 0;
  changes = [];
  [port = 0] = await freePorts(1);
  server = createServer((_, response) => {
    response.statusCode = statusCodes[Math.min(answered, statusCodes.length - 1)] ?? 500;
    answered++;
    response.end();
  });
});

afterEach(async () => {
  await checker.stop();
  server.close();
});

async function listen(): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  expect((server.address() as AddressInfo).port).toBe(port);
}

/** Starts to check and resolves when as many changes were told. */
function startAndWait(count: number, settings = check): Promise<void> {
  return new Promise((resolve) => {
    const tell = (change: string): void => {
      changes.push(change);
      if (changes.length === count) resolve();
    };
    checker = new HealthChecker({
      port,
      check: settings,
      onHealthy: () => tell(`healthy after ${answered}`),
      onUnhealthy: (reason) => tell(`unhealthy after ${answered}: ${reason}`),
    });
  });
}

test('the first success of a start is enough, later changes take as many as the group says', async () => {
  statusCodes = [204, 503, 503, 503, 200, 200];
  await listen();
  await startAndWait(3);
  expect(changes).toEqual([
    'healthy after 1',
    'unhealthy after 4: /health answered 503, 200-299 is healthy',
    'healthy after 6',
  ]);
});

test('fewer failures than the threshold change nothing', async () => {
  statusCodes = [200, 500, 500, 200, 500, 500, 200, 500, 500, 500];
  await listen();
  await startAndWait(2);
  expect(changes[1]).toMatch(/^unhealthy after 10:/);
});

test('a service that does not listen yet is healthy once it does', async () => {
  statusCodes = [200];
  const healthy = startAndWait(1, { ...check, interval: 60 });
  await listen();
  await healthy;
  expect(changes).toEqual(['healthy after 1']);
});

test('a service that never listens is given up for the moment, and still checked', async () => {
  statusCodes = [200];
  await startAndWait(1);
  expect(changes[0]).toContain('could not be reached');
  await listen();
  while (changes.length < 2) await once(server, 'request');
  await new Promise(setImmediate);
  expect(changes.at(-1)).toMatch(/^healthy/);
});

test('a check that takes too long fails', async () => {
  server.removeAllListeners('request');
  await listen();
  await startAndWait(1, { ...check, timeout: 0.02 });
  expect(changes[0]).toContain('did not answer within 0.02 s');
});
