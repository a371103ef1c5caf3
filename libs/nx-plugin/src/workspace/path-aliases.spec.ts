import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../testing/workspace-copy';

const { compilerOptions } = JSON.parse(
  readFileSync(join(workspaceRoot, 'tsconfig.base.json'), 'utf8'),
) as { readonly compilerOptions: { readonly paths: Readonly<Record<string, readonly string[]>> } };

it.each(Object.entries(compilerOptions.paths))('%s is one file that exists', (name, files) => {
  expect(name).toMatch(/^@slipway\/[a-z-]+(\/testing)?$/);
  expect(files).toHaveLength(1);
  expect(files.filter((file) => !existsSync(join(workspaceRoot, file)))).toEqual([]);
});
