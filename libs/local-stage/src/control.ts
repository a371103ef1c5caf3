import type { BatchTasks } from './batch-tasks';
import type { Schedules } from './schedules/schedules';
import { answer, type Exchange } from './exchange';

/** Paths that the local stage answers itself; no base path can begin so. */
const prefix = '/_slipway/';

/**
 * A header that a command sends and a web page cannot, without asking first: a page on another site must
 * not start anything here.
 */
export const controlHeader = 'x-slipway-control';

/** A line of the answer to a started task. */
export type TaskLine =
  | { readonly type: 'log'; readonly stream: 'stdout' | 'stderr'; readonly line: string }
  | { readonly type: 'ended'; readonly reason: string; readonly exitCode?: number };

/** Whether a request is for the local stage itself. */
export function isControl({ path }: Exchange): boolean {
  return path.startsWith(prefix);
}

/** The answer to a schedule that was fired. */
export type TickAnswer =
  /** JSON text of what the function returned; absent where it returned nothing. */
  { readonly ok: true; readonly json?: string } | { readonly ok: false; readonly reason: string };

/** What a stage does for commands. */
export interface Controlled {
  readonly tasks: BatchTasks;
  readonly schedules: Schedules;
}

/** Does what commands ask of a stage that runs. Returns who answered. */
export async function control(
  exchange: Exchange,
  { tasks, schedules }: Controlled,
): Promise<string> {
  const { method, path, request } = exchange;
  const [, command, name] = /^\/_slipway\/(run-task|tick)\/([^/]+)$/.exec(path) ?? [];
  if (request.headers[controlHeader] === undefined || method !== 'POST' || !name) {
    refuse(exchange, 404, 'There is nothing here.');
  } else if (command === 'tick') {
    await tick(exchange, schedules, name);
  } else {
    runTask(exchange, tasks, name);
  }
  return 'slipway';
}

/** Answers when the schedule's function has. */
async function tick(exchange: Exchange, schedules: Schedules, name: string): Promise<void> {
  const result = await schedules.tick(name);
  if ('refused' in result) {
    refuse(exchange, 404, result.refused);
    return;
  }
  const told: TickAnswer =
    result.kind === 'result'
      ? { ok: true, json: result.json }
      : { ok: false, reason: result.reason };
  const headers = { 'content-type': 'application/json' };
  answer(exchange, { statusCode: 200, headers, body: JSON.stringify(told) });
}

/** Answers with one JSON document a line until the task has ended; a client that goes away stops it. */
function runTask(exchange: Exchange, tasks: BatchTasks, service: string): void {
  const { request, response } = exchange;
  const write = (line: TaskLine) => response.write(`${JSON.stringify(line)}\n`);
  const task = tasks.start(service, (stream, line) => write({ type: 'log', stream, line }));
  if ('refused' in task) {
    refuse(exchange, 404, task.refused);
    return;
  }
  request.resume();
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.flushHeaders();
  response.once('close', () => void task.stop());
  void task.ended.then(({ reason, exitCode }) => {
    write({ type: 'ended', reason, exitCode });
    response.end();
  });
}

function refuse(exchange: Exchange, statusCode: number, message: string): void {
  const headers = { 'content-type': 'application/json' };
  answer(exchange, { statusCode, headers, body: JSON.stringify({ message }) });
}
