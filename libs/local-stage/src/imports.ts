import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { isIgnored, isIn } from './watched-paths';

const moduleName = /(?<!\.d)\.[cm]?[jt]sx?$/;

/** What the modules of a service import from elsewhere in the workspace, directly or not. */
export interface Imports {
  /** Files, relative to the root. */
  readonly files: ReadonlySet<string>;
  /** Folders in which a new file or folder may change what is imported, relative to the root. */
  readonly folders: ReadonlySet<string>;
  /** Whether an import leads nowhere at the moment. */
  readonly isIncomplete: boolean;
}

/**
 * Finds what the modules in a service's folder import from elsewhere in the workspace, as a bundler
 * does: by path, by the `paths` of the nearest `tsconfig.json`, and through linked packages. Installed
 * packages are not looked into, and a type alone is no import. Never throws for what is in the modules:
 * one that does not compile counts, and what it imports is not known.
 *
 * @param folder of the service, relative to the root
 */
export async function importsOf(root: string, folder: string): Promise<Imports> {
  const realRoot = realpathSync(root);
  const modules = modulesIn(join(realRoot, folder));
  const found: Found = { files: new Set(), missing: new Set(), isIncomplete: false };
  if (modules.length > 0) {
    await build({
      // One module instead of an entry for each, or a file that all of them import is written for each.
      stdin: { contents: modules.map(exportOf).join('\n'), resolveDir: join(realRoot, folder) },
      ...{ bundle: true, write: false, platform: 'node', logLevel: 'silent' },
      plugins: [finder(realRoot, found)],
    }).catch(() => undefined);
  }
  const inRoot = (path: string) => relative(realRoot, path);
  const files = [...found.files].map(inRoot).filter((path) => !isIn(folder, path));
  const places = [...files, ...[...found.missing].map(inRoot)];
  return {
    files: new Set(files),
    folders: new Set(places.flatMap((path) => foldersAbove(path))),
    isIncomplete: found.isIncomplete,
  };
}

/** What a build has come across; paths are absolute. */
interface Found {
  readonly files: Set<string>;
  /** Where a relative import leads that is not there. */
  readonly missing: Set<string>;
  isIncomplete: boolean;
}

/** An import alone would not do: of a package without side effects it is left out. */
function exportOf(module: string, at: number): string {
  return `export * as m${at} from ${JSON.stringify(module)};`;
}

/** The service's own modules; those of its tests are none. */
function modulesIn(folder: string): string[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries
    .filter(({ name }) => !isIgnored(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return modulesIn(path);
      return entry.isFile() && moduleName.test(entry.name) ? [path] : [];
    });
}

/** Marks an import that is being resolved by the plugin itself. */
const resolving = Symbol('resolving');

/** Goes wherever imports lead in the workspace, and nowhere else. */
function finder(root: string, found: Found): Plugin {
  return {
    name: 'imports',
    setup(run) {
      run.onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === resolving) return undefined;
        const { importer, namespace, resolveDir, kind } = from;
        const options = { importer, namespace, resolveDir, kind, pluginData: resolving };
        const resolved = await run.resolve(path, options);
        if (resolved.errors.length > 0) {
          found.isIncomplete = true;
          const wanted = resolve(resolveDir, path);
          if (/^\.{0,2}\//.test(path) && isOfWorkspace(root, wanted)) found.missing.add(wanted);
        } else if (!resolved.external && isOfWorkspace(root, resolved.path)) {
          found.files.add(resolved.path);
          return { path: resolved.path };
        }
        return { path, external: true };
      });
      // What is no module imports nothing.
      run.onLoad({ filter: /./ }, ({ path }) =>
        moduleName.test(path) ? undefined : { contents: '', loader: 'empty' },
      );
    },
  };
}

function isOfWorkspace(root: string, path: string): boolean {
  const inRoot = relative(root, path);
  return (
    !isAbsolute(inRoot) && !inRoot.split(sep).some((part) => /^(\.\.|node_modules)$/.test(part))
  );
}

/** `libs/money`, `libs` and the root itself for `libs/money/index.ts`. */
function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [''] : [folder, ...foldersAbove(folder)];
}
