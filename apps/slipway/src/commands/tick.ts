import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { localStage } from '@slipway/catalog';
import { controlHeader, type TickAnswer } from '@slipway/local-stage';
import { ExitCode } from '../exit-code';
import { failed, wrongUsage } from '../failure';
import { refusal } from '../local/control-refusal';
import type { CommandContext, Outcome } from '../outcome';
import { readStage } from '../stage-input';

/** Fires a schedule now in the stage that `npm start` runs, and shows what its function answered. */
export async function tick(
  options: { readonly port?: number },
  { root, terminal }: CommandContext,
  [schedule = '']: readonly string[],
): Promise<Outcome> {
  const port = options.port ?? readStage(root, localStage).stage?.local.port;
  if (port === undefined) throw wrongUsage('The stage local has no port', 'npx slipway check');
  const answer = await fire(schedule, port);
  terminal.result(
    answer.ok
      ? `${schedule} answered ${answer.json ?? 'nothing'}`
      : `${schedule} failed: ${answer.reason}`,
  );
  return {
    exitCode: answer.ok ? ExitCode.ok : ExitCode.failed,
    findings: [],
    result: { schedule, ...answer },
  };
}

async function fire(schedule: string, port: number): Promise<TickAnswer> {
  const sent = request({
    ...{ host: '127.0.0.1', port, method: 'POST' },
    path: `/_slipway/tick/${encodeURIComponent(schedule)}`,
    headers: { [controlHeader]: 'tick' },
  });
  sent.end();
  try {
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw await refusal(response);
    const chunks = (await response.toArray()) as Buffer[];
    return JSON.parse(Buffer.concat(chunks).toString()) as TickAnswer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') throw failed(`Nothing listens on port ${port}`, 'npm start');
    if (code === 'ECONNRESET') {
      throw failed(`The stage ended before ${schedule} had an answer`, 'npm start');
    }
    throw error;
  }
}
