import { sep } from 'node:path';

/** What a build or a tool writes, and what only tests read. */
const ignoredFolders: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);
const ignoredFile = /(^\.|~$|\.(spec|test)\.[cm]?[jt]sx?$|\.(log|md|swp|tmp)$)/;

/** At the top of a project, as `production` of nx.json says. */
const testFolders: ReadonlySet<string> = new Set(['bench', 'e2e']);

/**
 * Whether nothing that runs is made from a file.
 *
 * @param path relative to its project
 */
export function isIgnored(path: string): boolean {
  const parts = path.split(sep);
  if (testFolders.has(parts[0] ?? '')) return true;
  return parts.some((part) => ignoredFolders.has(part) || ignoredFile.test(part));
}

/** Whether a path is a folder or in it; both relative to the same one. */
export function isIn(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}
