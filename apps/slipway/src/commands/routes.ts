import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode } from '../exit-code';
import { findingsOf, readStacks, type StacksOptions } from '../explain/stacks';
import { unreadLines } from '../explain/unread-text';
import { failed, wrongUsage } from '../failure';
import { noteFindings } from '../findings-outcome';
import type { CommandContext, Outcome } from '../outcome';
import {
  changesBetween,
  formatChange,
  formatPinned,
  parsePinned,
  pinned,
  type RouteChange,
} from '../routes/golden';
import { routeLinesOf, unreachableApis, type RouteLine } from '../routes/route-line';
import { hasErrors } from '../terminal/findings';
import { formatTable } from '../terminal/table';
import type { Colors } from '../terminal/terminal';
import { writeAtomically } from '../write-atomically';

/** Lists every route of the stacks, writes them to a file, or holds them against one. */
export async function routes(
  options: StacksOptions & { readonly check?: string; readonly write?: string },
  { root, terminal }: CommandContext,
): Promise<Outcome> {
  const { check, write } = options;
  if (check !== undefined && write !== undefined) {
    throw wrongUsage('--check and --write are not for one run', 'run one of them');
  }
  const stacks = readStacks(root, options);
  const lines = routeLinesOf(stacks);
  const findings = findingsOf(stacks, options.terraform ?? options.out).map(
    ({ finding }) => finding,
  );
  const unknown = stacks.problems.map(({ place, message }) => ({ ...place, message }));
  const unreachable = unreachableApis(stacks.table);
  const result = {
    ...{ stage: stacks.name, routes: lines, unknown },
    ...{ unread: stacks.unread, unreachable },
  };
  const command = (file: string) => `npx slipway routes ${sourceOption(options)} --write ${file}`;
  const clean = hasErrors(findings) ? ExitCode.failed : ExitCode.ok;
  noteFindings(findings, terminal);
  if (!terminal.json) {
    for (const line of unreadLines(stacks, terminal.err)) terminal.note(line);
    for (const { name, apiStage } of unreachable) {
      terminal.note(
        `${terminal.err.yellow('nothing reaches')} ${name}, API stage ${apiStage}: its execute-api endpoint is disabled, and no custom domain of these stacks leads to it`,
      );
    }
  }

  if (write !== undefined) {
    writeAtomically(resolve(root, write), formatPinned(pinned(lines), command(write)));
    terminal.result(`${countOf(lines.length)} of ${stacks.name} written to ${write}`);
    return { exitCode: clean, findings, result };
  }
  if (check !== undefined) {
    const file = resolve(root, check);
    if (!existsSync(file)) throw failed(`${check} does not exist`, command(check));
    const was = parsePinned(check, readFileSync(file, 'utf8'), command(check));
    const changes = changesBetween(was, pinned(lines));
    for (const change of changes) terminal.result(paint(change, terminal.out));
    terminal.result(
      changes.length === 0
        ? `${countOf(lines.length)} of ${stacks.name}, as in ${check}`
        : `\nThe routes of ${stacks.name} are not those of ${check}: ${countsOf(changes)}.\n` +
            `  ${terminal.out.dim('fix:')} if this is meant, ${command(check)}`,
    );
    return {
      exitCode: changes.length > 0 ? ExitCode.failed : clean,
      findings,
      result: { ...result, changes },
    };
  }
  const severalApis = new Set(lines.map(apiOf)).size > 1;
  const rows = lines.map((line) => [
    ...(severalApis ? [apiOf(line)] : []),
    line.method,
    line.path,
    line.auth.startsWith('uncertain') ? terminal.out.yellow(line.auth) : line.auth,
    line.backend === 'broken' || line.backend === 'uncertain'
      ? terminal.out.yellow(line.backend)
      : line.backend,
    `${line.timeoutMs} ms`,
  ]);
  const columns = ['method', 'path', 'auth', 'backend', 'timeout'];
  terminal.result(
    lines.length === 0
      ? `${stacks.name} has no routes that can be read`
      : formatTable(severalApis ? ['api', ...columns] : columns, rows, terminal.out),
  );
  return { exitCode: clean, findings, result };
}

function apiOf({ restApi, apiStage }: RouteLine): string {
  return `${restApi}/${apiStage}`;
}

function sourceOption({ stage, terraform }: StacksOptions): string {
  return terraform === undefined ? `--stage ${String(stage)}` : `--terraform ${terraform}`;
}

function countOf(count: number): string {
  return `${count} route${count === 1 ? '' : 's'}`;
}

function countsOf(changes: readonly RouteChange[]): string {
  return (['added', 'removed', 'changed'] as const)
    .map((kind) => [changes.filter(({ change }) => change === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(', ');
}

function paint(change: RouteChange, colors: Colors): string {
  const color = { added: colors.green, removed: colors.red, changed: colors.yellow };
  return color[change.change](formatChange(change));
}
