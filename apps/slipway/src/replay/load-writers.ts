import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Writer } from '@slipway/service-runtime';
import { build } from 'esbuild';
import { failed, wrongUsage } from '../failure';

type Writers = Readonly<Record<string, Writer>>;

/**
 * The writers that a module of a service exports as `writers`: a function by the name of each buffer.
 *
 * @throws Failure where there is no such module, it does not compile or load, or exports no writers
 */
export async function loadWriters(root: string, module: string): Promise<Writers> {
  if (!existsSync(resolve(module))) {
    throw wrongUsage(`There is no module ${module}`, 'name one, as apps/quotes/src/writers.ts');
  }
  const folder = mkdtempSync(join(tmpdir(), 'slipway-replay-'));
  try {
    const { writers } = await load(root, module, join(folder, 'writers.cjs'));
    const named = typeof writers === 'object' && writers !== null ? Object.entries(writers) : [];
    if (named.length > 0 && named.every(([, writer]) => typeof writer === 'function')) {
      return writers as Writers;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  throw wrongUsage(
    `${module} exports no writers`,
    'export const writers = { <buffer>: async (writes) => [] }',
  );
}

async function load(root: string, module: string, bundle: string): Promise<{ writers?: unknown }> {
  try {
    await build({
      entryPoints: [resolve(module)],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      tsconfig: existsSync(join(root, 'tsconfig.json')) ? join(root, 'tsconfig.json') : undefined,
      logLevel: 'silent',
    });
    return createRequire(bundle)(bundle) as { writers?: unknown };
  } catch (error) {
    throw failed(
      `${module} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
