import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handler } from '../src/handler';
import { runtime } from '../src/runtime';
import { proxyEvent } from './proxy-event';

/**
 * The API as a process of its own: the function's handler behind HTTP, with the events of API Gateway.
 * It tells its port to the process that forked it, and ends with that one.
 */
const server = createServer((request, response) => {
  proxyEvent(request)
    .then(handler)
    .then(
      ({ statusCode, headers, body }) => {
        response.writeHead(statusCode, { 'content-type': String(headers?.['content-type']) });
        response.end(body);
      },
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        // What API Gateway answers for a function that fails.
        response.writeHead(502, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message: 'Internal server error' }));
      },
    );
});

// Runs of a few seconds are looked at more often than those of hours.
Object.assign(runtime(), { policy: { pollMs: 200, backoffMs: 200 } });
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
