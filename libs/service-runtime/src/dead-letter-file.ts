import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { DeadLetter, DeadLetterStore, StoredLetters } from './dead-letters';

/** A line of the file: a letter, or the ids of letters that have been written since. */
type Line = DeadLetter | { readonly written: readonly string[] };

/**
 * Dead letters as lines of JSON in one file, which is only ever appended to: by one `write` of whole
 * lines, resolved after `fsync`. A crash in between leaves a torn line, which is told from the others
 * and takes none with it. The folder has to outlive the task: one that is mounted from EFS does, the
 * storage of a Fargate task does not.
 */
export class DeadLetterFile implements DeadLetterStore {
  constructor(readonly path: string) {}

  async put(letters: readonly DeadLetter[]): Promise<void> {
    await this.append(letters);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.append([{ written: ids }]);
  }

  /** @throws the system's error where there is no such file, or it cannot be read */
  async list(): Promise<StoredLetters> {
    const letters = new Map<string, DeadLetter>();
    let unreadable = 0;
    const lines = createInterface({
      input: createReadStream(this.path, 'utf8'),
      crlfDelay: Infinity,
    });
    for await (const text of lines) {
      if (text === '') continue;
      const line = parsed(text);
      if (!line) unreadable += 1;
      else if ('written' in line) line.written.forEach((id) => letters.delete(id));
      else letters.set(line.id, line);
    }
    return { letters: [...letters.values()], unreadable };
  }

  private async append(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return;
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true });
    // The empty line ends one that a crash has torn.
    const text = `\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
    const file = await open(this.path, 'a');
    try {
      await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(folder);
  }
}

/** Makes the name of a new file as durable as what it holds. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parsed(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<DeadLetter & { written: unknown }> | null;
    if (Array.isArray(line?.written)) return line as Line;
    const complete = typeof line?.id === 'string' && typeof line.buffer === 'string';
    return complete && 'value' in line ? (line as DeadLetter) : undefined;
  } catch {
    return undefined;
  }
}
