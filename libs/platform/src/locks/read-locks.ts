import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '@slipway/catalog';
import { report } from '../report';
import { parseImageLock } from './image-lock';
import type { Lock, Locks } from './lock';
import type { ParsedLock } from './lock-text';
import { parsePlacementLock } from './placement-lock';

/** Reads both locks of a stage; one that does not exist is empty. */
export function readLocks(
  root: string,
  stage: string,
): { readonly locks: Locks; readonly findings: readonly Finding[] } {
  const placement = readLock(root, placementLockFile(stage), parsePlacementLock);
  const images = readLock(root, imageLockFile(stage), parseImageLock);
  return {
    locks: { placement: placement.lock, images: images.lock },
    findings: [...placement.findings, ...images.findings],
  };
}

/** `stacks/locks/dev.placement.json`, relative to the workspace root. */
export function placementLockFile(stage: string): string {
  return `stacks/locks/${stage}.placement.json`;
}

/** `stacks/locks/dev.images.json`, relative to the workspace root. */
export function imageLockFile(stage: string): string {
  return `stacks/locks/${stage}.images.json`;
}

function readLock<Value>(
  root: string,
  file: string,
  parse: (file: string, text: string) => ParsedLock<Value>,
): ParsedLock<Value> {
  const empty: Lock<Value> = { file, entries: new Map() };
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { lock: empty, findings: [] };
    const position = { file, line: 1, column: 1 };
    const message = `the file cannot be read (${code ?? String(error)})`;
    const fix = 'restore the file from git, and let your user read it';
    return { lock: empty, findings: [report('SLP2001', position, message, fix)] };
  }
  return parse(file, text);
}
