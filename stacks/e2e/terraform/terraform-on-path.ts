import { buildSync } from 'esbuild';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leftOutFile } from './left-out';

/**
 * Writes a `terraform` that makes each stack its copy for provider 5 before `init` and is Terraform's
 * own in everything else, so that the command line and cdktf run against the emulator unchanged.
 * @param folder to put on PATH
 * @param terraform absolute path of the real one
 */
export function writeTerraform(folder: string, terraform: string): void {
  mkdirSync(folder, { recursive: true });
  rmSync(leftOutFile(folder), { force: true });
  const rewrite = join(folder, 'rewrite-stack.js');
  buildSync({
    entryPoints: [join(__dirname, 'rewrite-stack.ts')],
    bundle: true,
    platform: 'node',
    outfile: rewrite,
  });
  const script = join(folder, 'terraform');
  writeFileSync(
    script,
    [
      '#!/bin/sh',
      `if [ "$1" = init ]; then '${process.execPath}' '${rewrite}' || exit 1; fi`,
      `exec '${terraform}' "$@"`,
      '',
    ].join('\n'),
  );
  chmodSync(script, 0o755);
}
