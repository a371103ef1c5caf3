import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds that a start may take; it takes 500 on two idle cores. */
const startLimit = 60_000;

/** A running emulator of AWS, empty at first, with nothing but the default VPC. */
export interface Emulator {
  readonly url: string;
  /** Ends it with every process it started, and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts the emulator on a free port of 127.0.0.1. It ends with this process, however that ends.
 * @param environment folder of the Python environment that holds it
 * @param folder for its own files, which must not exist
 * @throws Error with the end of its log where it does not start
 */
export async function startEmulator(environment: string, folder: string): Promise<Emulator> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, 'emulator.log');
  const output = openSync(log, 'w');
  // The shell waits for the end of its input, which comes with this process's own.
  const shell = spawn(
    '/bin/sh',
    ['-c', '"$0" -m ministack & read -r _; kill $!; wait $!', join(environment, 'bin/python')],
    {
      stdio: ['pipe', output, output],
      env: {
        PATH: process.env['PATH'],
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        LAMBDA_EXECUTOR: 'local',
        // Its listener takes a fixed port on every interface.
        IOT_MTLS_ENABLED: '0',
        TMPDIR: folder,
        STATE_DIR: join(folder, 'state'),
      },
    },
  );
  closeSync(output);
  const ended = once(shell, 'exit');
  const stop = async (): Promise<void> => {
    shell.stdin?.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await isReady(`${url}/_ministack/health`))) {
    const end = readFileSync(log, 'utf8').split('\n').slice(-20).join('\n');
    await stop();
    throw new Error(`the emulator did not start:\n${end}`);
  }
  return { url, stop };
}

async function isReady(url: string): Promise<boolean> {
  const limit = Date.now() + startLimit;
  while (Date.now() < limit) {
    try {
      if ((await fetch(url)).ok) {
        return true;
      }
    } catch {
      // Nobody listens yet.
    }
    await delay(100);
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
