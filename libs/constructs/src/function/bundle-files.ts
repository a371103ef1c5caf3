import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledModule, type FunctionBundle } from './function-bundle';

const folder = 'assets';

/** The zip of a function, relative to the folder of its stack. */
export function zipPath(service: string): string {
  return `${folder}/${service}.zip`;
}

/** The module in that zip, relative to the folder of its stack. */
export function modulePath(service: string): string {
  return `${folder}/${service}/${bundledModule}`;
}

/**
 * Writes the functions' zips, and beside them what they hold for runs on this machine; what an
 * earlier synth left there goes.
 * @param stackFolder folder of the stack's `cdk.tf.json`
 */
export function writeBundles(stackFolder: string, bundles: Iterable<FunctionBundle>): void {
  rmSync(join(stackFolder, folder), { recursive: true, force: true });
  for (const { service, code, zip } of bundles) {
    mkdirSync(join(stackFolder, folder, service), { recursive: true });
    writeFileSync(join(stackFolder, zipPath(service)), zip);
    writeFileSync(join(stackFolder, modulePath(service)), code);
  }
}
