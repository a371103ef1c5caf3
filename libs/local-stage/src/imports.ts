import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { build, type BuildFailure, type OnResolveResult, type Plugin } from 'esbuild';
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
      absWorkingDir: realRoot,
      ...{ bundle: true, write: false, platform: 'node', logLevel: 'silent' },
      plugins: [finder(realRoot, found)],
    }).catch((failure: unknown) => {
      for (const path of missingIn(realRoot, failure)) found.missing.add(path);
    });
  }
  const inRoot = (path: string) => relative(realRoot, path);
  const files = [...found.files].map(inRoot).filter((path) => !isIn(folder, path));
  const missing = [...found.missing].filter((path) => isOfWorkspace(realRoot, path)).map(inRoot);
  return {
    files: new Set(files),
    folders: new Set([...files, ...missing].flatMap((path) => foldersAbove(path))),
    isIncomplete: found.isIncomplete || missing.length > 0,
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
function modulesIn(folder: string, within = ''): string[] {
  const parent = join(folder, within);
  const entries = existsSync(parent) ? readdirSync(parent, { withFileTypes: true }) : [];
  return entries.flatMap((entry) => {
    const path = join(within, entry.name);
    if (isIgnored(path)) return [];
    if (entry.isDirectory()) return modulesIn(folder, path);
    return entry.isFile() && moduleName.test(path) ? [join(folder, path)] : [];
  });
}

/** Marks an import that is being resolved by the plugin itself. */
const resolving = Symbol('resolving');

/** Goes wherever imports lead in the workspace, and nowhere else. */
function finder(root: string, found: Found): Plugin {
  return {
    name: 'imports',
    setup(run) {
      const known = new Map<string, Promise<OnResolveResult>>();
      // A package by name, or a path that a compiler setting gives a name to.
      run.onResolve({ filter: /^[^./]/ }, ({ path, pluginData, kind, resolveDir, ...from }) => {
        if (pluginData === resolving || kind === 'entry-point') return undefined;
        if (isBuiltin(path)) return { path, external: true };
        const { importer, namespace } = from;
        const options = { importer, namespace, resolveDir, kind, pluginData: resolving };
        const key = `${kind} ${resolveDir} ${path}`;
        const result =
          known.get(key) ??
          run.resolve(path, options).then((resolved) => {
            if (resolved.errors.length > 0) found.isIncomplete = true;
            const leads = resolved.errors.length === 0 && !resolved.external;
            return leads && isOfWorkspace(root, resolved.path)
              ? { path: resolved.path }
              : { path, external: true };
          });
        known.set(key, result);
        return result;
      });
      // What is no module imports nothing.
      run.onLoad({ filter: /./ }, ({ path }) => {
        if (isOfWorkspace(root, path)) found.files.add(path);
        return moduleName.test(path) ? undefined : { contents: '', loader: 'empty' };
      });
    },
  };
}

/** Where imports by path lead that a build could not resolve; absolute. */
function missingIn(root: string, failure: unknown): string[] {
  const { errors } = failure as BuildFailure;
  return errors.flatMap(({ text, location }) => {
    const [, path] = /^Could not resolve "(\.[^"]*)"/.exec(text) ?? [];
    return path && location ? [resolve(root, dirname(location.file), path)] : [];
  });
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
