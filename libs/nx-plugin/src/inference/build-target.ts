import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import type { ServiceFile } from './service-file';

/** Options of esbuild for a function, the same that its stack is synthesised with. */
const functionOptions = '--format=cjs --main-fields=module,main';

/**
 * The target `build` of a service: one module in `dist/<root>`, bundled as its Dockerfile or the
 * compute stack does. A service has none where the module it starts with is not there.
 * @param root of the project, relative to the workspace: `apps/quotes`
 */
export function buildTarget(
  workspaceRoot: string,
  root: string,
  { kind, entry, runtime }: ServiceFile,
): Readonly<Record<string, TargetConfiguration>> {
  if (kind === 'function' && entry === undefined) return {};
  const { module, options } =
    kind === 'function'
      ? {
          module: `${root}/${entry}`,
          options: `--target=node${parseInt(runtime.slice('nodejs'.length), 10)} ${functionOptions} --outfile=dist/${root}/index.js`,
        }
      : {
          module: `${root}/src/main.ts`,
          options: `--target=node22 --outfile=dist/${root}/main.js`,
        };
  if (!/^[\w./-]+$/.test(module) || !existsSync(join(workspaceRoot, module))) return {};
  return {
    build: {
      command: `esbuild ${module} --bundle --platform=node ${options} --log-level=warning`,
      cache: true,
      inputs: ['production', '^production'],
      outputs: ['{workspaceRoot}/dist/{projectRoot}'],
      metadata: {
        technologies: ['esbuild'],
        description: `Bundles ${module} as it is deployed into dist/${root}`,
      },
    },
  };
}
