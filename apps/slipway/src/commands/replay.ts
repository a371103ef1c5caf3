import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DeadLetterFile, replay, type StoredLetters } from '@slipway/service-runtime';
import { ExitCode } from '../exit-code';
import { interrupted, wrongUsage } from '../failure';
import { onStop } from '../local/stop-signals';
import type { CommandContext, Outcome } from '../outcome';
import { loadWriters } from '../replay/load-writers';
import type { Terminal } from '../terminal/terminal';

interface ReplayOptions {
  readonly writers: string;
  readonly batch: number;
  readonly dryRun?: true;
}

/** Gives the dead letters of a file to the writers of the service that left them. */
export async function replayLetters(
  { writers: module, batch, dryRun }: ReplayOptions,
  { root, terminal }: CommandContext,
  [file = '']: readonly string[],
): Promise<Outcome> {
  const path = resolve(file);
  if (!existsSync(path))
    throw wrongUsage(`There is no file ${file}`, 'name a file of dead letters');
  const store = new DeadLetterFile(path);
  const writers = await loadWriters(root, module);
  const stored = await store.list();
  if (dryRun) return shown(stored, Object.keys(writers), terminal);

  const stopping = new AbortController();
  const ignore = onStop(
    () => stopping.abort(),
    () => process.exit(ExitCode.interrupted),
  );
  const { signal } = stopping;
  const result = await replay({ store, writers, batchSize: batch, signal }).finally(ignore);
  const { written, kept, unreadable } = result;
  for (const [reason, count] of Object.entries(kept)) terminal.result(`kept ${count}: ${reason}`);
  tellUnreadable(unreadable, terminal);
  const left = Object.values(kept).reduce((sum, count) => sum + count, 0);
  const end = left + unreadable === 0 ? `; ${file} can be deleted` : '';
  terminal.result(`${written} written, ${left} kept${end}`);
  if (signal.aborted) throw interrupted(`${left} letters are left in ${file}`);
  const exitCode = left + unreadable === 0 ? ExitCode.ok : ExitCode.failed;
  return { exitCode, findings: [], result: { ...result } };
}

/** What a replay would write, by buffer. */
function shown(
  { letters, unreadable }: StoredLetters,
  writers: readonly string[],
  terminal: Terminal,
): Outcome {
  const counts = new Map<string, number>();
  for (const { buffer } of letters) counts.set(buffer, (counts.get(buffer) ?? 0) + 1);
  const buffers = [...counts].map(([buffer, count]) => ({
    buffer,
    letters: count,
    writer: writers.includes(buffer),
  }));
  for (const { buffer, letters: count, writer } of buffers) {
    terminal.result(
      `${buffer}: ${count} would be ${writer ? 'written' : 'kept, it has no writer'}`,
    );
  }
  if (buffers.length === 0) terminal.result('There is nothing to write.');
  tellUnreadable(unreadable, terminal);
  return { exitCode: ExitCode.ok, findings: [], result: { buffers, unreadable } };
}

function tellUnreadable(unreadable: number, terminal: Terminal): void {
  if (unreadable > 0) terminal.result(`kept ${unreadable}: a line that cannot be read`);
}
