import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const versions = ['serverless@3.40.0', 'serverless-offline@13.10.1'];

/** Milliseconds in which it must answer. */
const startTimeout = 120_000;

const configuration = (port: number): string => `
service: bench
frameworkVersion: '3'
provider: { name: aws, runtime: nodejs20.x, region: us-east-1 }
plugins: [serverless-offline]
custom:
  serverless-offline: { httpPort: ${port}, lambdaPort: ${port + 1}, noPrependStageInUrl: true }
functions:
  greeter:
    handler: handler.handler
    memorySize: 256
    events: [{ http: { path: greetings, method: any } }]
`;

/**
 * Installs serverless-offline once, into a folder that git ignores, and serves a function by it at
 * `/greetings`. Resolves when it answers.
 *
 * @param root of the workspace
 * @param handler source of the function, a CommonJS module
 */
export async function startServerlessOffline(
  root: string,
  handler: string,
  port: number,
): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const folder = join(root, '.slipway/bench/serverless-offline');
  const program = join(folder, 'node_modules/serverless/bin/serverless.js');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const install = ['install', '--no-audit', '--no-fund', '--save-exact', ...versions];
    const { status, stderr } = spawnSync('npm', install, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm ${install.join(' ')} failed: ${stderr}`);
  }
  writeFileSync(join(folder, 'serverless.yml'), configuration(port));
  writeFileSync(join(folder, 'handler.js'), handler);
  const child = spawn(process.execPath, [program, 'offline'], {
    cwd: folder,
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      SLS_NOTIFICATIONS_MODE: 'off',
      SLS_TELEMETRY_DISABLED: '1',
    },
    stdio: 'ignore',
  });
  const url = `http://localhost:${port}/greetings`;
  const deadline = Date.now() + startTimeout;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === 200) return { url, process: child };
    await delay(200);
  }
  child.kill();
  throw new Error(`serverless-offline did not answer at ${url}`);
}
