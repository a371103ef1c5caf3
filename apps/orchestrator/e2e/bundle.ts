import { buildSync } from 'esbuild';
import { join } from 'node:path';

const applications = join(__dirname, '../..');

/** Bundles a file of `apps`, as its deployment does. */
export function bundle(entryPoint: string, outfile: string): void {
  buildSync({
    entryPoints: [join(applications, entryPoint)],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile,
    logLevel: 'error',
  });
}
