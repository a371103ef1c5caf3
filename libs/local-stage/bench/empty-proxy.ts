/**
 * The least that a proxy in Node.js does: passes headers and bodies on as they come. Prints its address
 * as one line of JSON. Usage: node -r @swc-node/register empty-proxy.ts <origin>
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

const [origin = ''] = process.argv.slice(2);
const pool = new Pool(origin);

const server = createServer((request, response) => {
  pool.dispatch(
    { method: 'GET', path: request.url ?? '/', headers: request.rawHeaders },
    {
      onRequestStart: () => undefined,
      onResponseStart: (_, statusCode, headers) => void response.writeHead(statusCode, headers),
      onResponseData: (_, chunk) => void response.write(chunk),
      onResponseEnd: () => void response.end(),
      onResponseError: () => void response.destroy(),
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.on('SIGTERM', () => process.exit());
