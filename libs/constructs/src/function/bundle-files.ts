import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionBundle } from './function-bundle';
import type { PackedFile } from './zip';

const folder = 'assets';

/** The zip of a function, relative to the folder of its stack. */
export function zipPath(service: string): string {
  return `${folder}/${service}.zip`;
}

/** A file of that zip, relative to the folder of its stack. */
export function unpackedPath(service: string, file: string): string {
  return `${folder}/${service}/${file}`;
}

/**
 * Writes the functions' zips, and beside those of Node.js what they hold for runs on this machine; what
 * an earlier synth left there goes.
 * @param stackFolder folder of the stack's `cdk.tf.json`
 */
export function writeBundles(stackFolder: string, bundles: Iterable<FunctionBundle>): void {
  rmSync(join(stackFolder, folder), { recursive: true, force: true });
  for (const { service, module, files, zip } of bundles) {
    mkdirSync(join(stackFolder, folder), { recursive: true });
    writeFileSync(join(stackFolder, zipPath(service)), zip);
    if (module === undefined) continue;
    for (const file of files) {
      unpack(join(stackFolder, unpackedPath(service, file.path)), file);
    }
  }
}

function unpack(path: string, { kind, content }: PackedFile): void {
  mkdirSync(dirname(path), { recursive: true });
  if (kind === 'link') {
    symlinkSync(Buffer.from(content).toString('utf8'), path);
    return;
  }
  writeFileSync(path, content);
  if (kind === 'executable') chmodSync(path, 0o755);
}
