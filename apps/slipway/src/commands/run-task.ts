import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { localStage } from '@slipway/catalog';
import { controlHeader, type TaskLine } from '@slipway/local-stage';
import { ExitCode } from '../exit-code';
import { failed, interrupted, wrongUsage } from '../failure';
import { refusal } from '../local/control-refusal';
import { onStop } from '../local/stop-signals';
import type { CommandContext, Outcome } from '../outcome';
import { readStage } from '../stage-input';
import type { Terminal } from '../terminal/terminal';

type TaskEnd = Extract<TaskLine, { readonly type: 'ended' }>;

/** Runs one task of a batch service in the stage that `npm start` runs, and ends with it. */
export async function runTask(
  options: { readonly port?: number },
  { root, terminal }: CommandContext,
  [service = '']: readonly string[],
): Promise<Outcome> {
  const port = options.port ?? readStage(root, localStage).stage?.local.port;
  if (port === undefined) throw wrongUsage('The stage local has no port', 'npx slipway check');
  const stopping = new AbortController();
  const ignore = onStop(
    () => stopping.abort(),
    () => process.exit(ExitCode.interrupted),
  );
  try {
    const { reason, exitCode } = await follow(service, port, terminal, stopping.signal);
    terminal.result(`${service} ${reason}`);
    const ok = exitCode === 0;
    const result = { service, reason, exitCode: exitCode ?? null };
    return { exitCode: ok ? ExitCode.ok : ExitCode.failed, findings: [], result };
  } finally {
    ignore();
  }
}

/** Starts the task and passes on what it prints, until it has ended. */
async function follow(
  service: string,
  port: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<TaskEnd> {
  const sent = request({
    ...{ host: '127.0.0.1', port, method: 'POST', signal },
    path: `/_slipway/run-task/${encodeURIComponent(service)}`,
    headers: { [controlHeader]: 'run-task' },
  });
  sent.end();
  try {
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw await refusal(response);
    for await (const text of createInterface({ input: response })) {
      const line = JSON.parse(text) as TaskLine;
      if (line.type === 'ended') return line;
      terminal.note(line.line);
    }
  } catch (error) {
    if (signal.aborted) throw interrupted(`${service} was stopped`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') throw failed(`Nothing listens on port ${port}`, 'npm start');
    if (code !== 'ECONNRESET') throw error;
  }
  throw failed(`The stage ended before ${service} did`, 'npm start');
}
