import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Tree } from '@nx/devkit';

/**
 * Lets `read` see the service files, stages and locks of a tree on disk, as they will be once the tree
 * is written: the catalog reads files, and a dry run must not leave any in the workspace.
 */
export function withConfiguration<Result>(tree: Tree, read: (root: string) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), 'slipway-generator-'));
  try {
    for (const file of configurationFiles(tree)) {
      const content = tree.read(file);
      if (content === null) continue;
      mkdirSync(join(root, dirname(file)), { recursive: true });
      writeFileSync(join(root, file), content);
    }
    return read(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function configurationFiles(tree: Tree): string[] {
  return [
    ...tree.children('apps').map((service) => `apps/${service}/service.yaml`),
    ...['stacks/stages', 'stacks/locks'].flatMap((folder) =>
      tree.children(folder).map((file) => `${folder}/${file}`),
    ),
  ].filter((file) => tree.isFile(file));
}
