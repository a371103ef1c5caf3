import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Removal } from './protection-case';
import type { Library } from './prune';

const sources = join(__dirname, '..');

/**
 * The library with a piece of its code removed, built in memory.
 * @throws Error where the piece is not in the source exactly once
 */
export async function libraryWithout({ file, find, replace }: Removal): Promise<Library> {
  const source = readFileSync(join(sources, file), 'utf8');
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`${file} has ${JSON.stringify(find)} ${places} times`);
  const { outputFiles } = await build({
    entryPoints: [join(sources, 'index.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['@aws-sdk/*'],
    logLevel: 'silent',
    plugins: [
      {
        name: 'removal',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) =>
            basename(path) === file
              ? { contents: source.replace(find, () => replace), loader: 'ts' }
              : undefined,
          );
        },
      },
    ],
  });
  const module = { exports: {} };
  const evaluate = new Function('require', 'module', 'exports', outputFiles[0]?.text ?? '') as (
    ...given: unknown[]
  ) => void;
  evaluate(createRequire(__filename), module, module.exports);
  return module.exports as Library;
}
