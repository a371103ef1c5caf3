import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { synthesiseLocal, synthesisedWorkspace } from '../src/testing/synthesised-workspace';

/** A workspace in a folder of its own, with its stage `local` synthesised, whose services get a load. */
export interface LoadedWorkspace {
  readonly root: string;
  readonly outdir: string;
  /** Path of the requests that a service gets, by its name. */
  readonly paths: Readonly<Record<string, string>>;
  dispose(): void;
}

/** Health checks of the small services: seconds between two and for each, and how many in a row count. */
export const healthCheck = { interval: 10, timeout: 5, threshold: 3 };

const serviceFile = (name: string): string => `
name: ${name}
kind: http
owner: test-team
container: { port: 8080, cpu: 256, memory: 512, health: /health, stopTimeout: 5 }
api: { basePath: /${name}, expose: public, auth: none }
scaling: { min: 2, max: 4, cpu: 60 }
local: { command: exec node server.js }
`;

/** Answers after 25 ms with its process; told to stop, it ends when its requests have. */
const server = `
const server = require('node:http').createServer(({ url }, response) => {
  if (url === '/health') console.log('checked');
  setTimeout(() => response.end(String(process.pid)), url === '/health' ? 0 : 25);
}).listen(process.env.PORT, '127.0.0.1');
// As AWS asks of a target: longer than the load balancer keeps a connection.
server.keepAliveTimeout = 65_000;
process.on('SIGTERM', () => { server.close(); server.closeIdleConnections(); });
`;

/** Services without a library, with two tasks each, that start at once. */
export function smallServices(...names: readonly string[]): LoadedWorkspace {
  const workspace = synthesisedWorkspace(
    Object.fromEntries(names.map((name) => [name, serviceFile(name)])),
    Object.fromEntries(names.map((name) => [`apps/${name}/server.js`, server])),
  );
  return { ...workspace, paths: Object.fromEntries(names.map((name) => [name, `/${name}`])) };
}

/** A copy of this workspace, with the container services that it ships. */
export function sampleServices(): LoadedWorkspace {
  const original = join(__dirname, '../../..');
  const root = mkdtempSync(join(tmpdir(), 'slipway-sample-services-'));
  const settings = ['package.json', 'nx.json', 'tsconfig.json', 'tsconfig.base.json'];
  for (const path of ['apps', 'libs', 'stacks', ...settings]) {
    cpSync(join(original, path), join(root, path), {
      recursive: true,
      filter: (source) => !['node_modules', 'dist'].includes(basename(source)),
    });
  }
  symlinkSync(join(original, 'node_modules'), join(root, 'node_modules'));
  const outdir = join(root, 'cdktf.out');
  synthesiseLocal(root, outdir);
  return {
    ...{ root, outdir },
    // No API leads to product-pricing: quotes asks it.
    paths: { quotes: '/quotes/rope-25', 'product-pricing': '/quotes/anchor-7' },
    dispose: () => rmSync(root, { recursive: true }),
  };
}
