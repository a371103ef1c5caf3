import { join } from 'node:path';
import type { Finding } from '../finding';
import { report } from '../report';
import type { Disk, ReadResult } from './disk';
import { SourceText } from './source-text';
import { parseYaml, type YamlFile } from './yaml-file';

/** Bytes of the largest file that is read. */
const maxBytes = 256 * 1024;

/**
 * Reads a file of the catalog.
 *
 * @param file path relative to the root, with forward slashes
 * @returns no `yaml` and no findings where there is no such file
 */
export function loadYaml(
  disk: Disk,
  root: string,
  file: string,
): { yaml?: YamlFile; findings: readonly Finding[] } {
  const read = disk.read(join(root, file), maxBytes);
  if (read.outcome === 'text') return parseYaml(new SourceText(file, read.text));
  if (read.outcome === 'absent') return { findings: [] };
  return { findings: [unusable(file, read)] };
}

type Unusable = Exclude<ReadResult, { outcome: 'text' | 'absent' }>;

function unusable(file: string, read: Unusable): Finding {
  const position = { file, line: 1, column: 1 };
  switch (read.outcome) {
    case 'too-large': {
      const message = `the file has ${(read.bytes / 1024).toFixed(0)} KiB`;
      return report('SLP1002', position, message, 'move what is no setting to another file');
    }
    case 'not-utf8': {
      const message = 'the file has bytes that are not UTF-8';
      return report('SLP1003', position, message, 'save the file as UTF-8');
    }
    case 'not-a-file': {
      const message = `${file} is no file`;
      return report('SLP1001', position, message, 'remove it, or write a file in its place');
    }
    case 'bad-link':
      return badLink(file, read.loop);
    case 'unreadable':
      return unreadable(file, read.code);
  }
}

/** The finding for a symbolic link that leads in a circle, or nowhere. */
export function badLink(file: string, loop: boolean): Finding {
  const message = `the symbolic link ${file} leads ${loop ? 'in a circle' : 'nowhere'}`;
  const fix = 'remove the link, or let it lead to what it stands for';
  return report('SLP1014', { file, line: 1, column: 1 }, message, fix);
}

/** The finding for a file or folder that the system refuses to read, with its error code. */
export function unreadable(file: string, code: string): Finding {
  const message = `${file} cannot be read (${code})`;
  const fix = code === 'EACCES' || code === 'EPERM' ? `chmod u+rX ${file}` : 'check the disk';
  return report('SLP1001', { file, line: 1, column: 1 }, message, fix);
}
