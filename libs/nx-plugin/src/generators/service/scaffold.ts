import { join } from 'node:path';
import { generateFiles, OverwriteStrategy, type Tree } from '@nx/devkit';
import { stringify } from 'yaml';
import { Refusal } from './refusal';
import type { ServiceGeneratorSchema } from './schema';

/** Port of a container whose `--port` is left out. */
const defaultPort = 8080;

/**
 * Writes the folder of a new service into the tree.
 * @throws Refusal where a function is to have a port
 */
export function scaffold(tree: Tree, options: ServiceGeneratorSchema): void {
  const { name, kind, owner, basePath = `/${name}`, port } = options;
  if (kind === 'function' && port !== undefined) {
    throw new Refusal(
      `${name} is a function, and --port=${port} is for containers`,
      'why: Lambda calls the handler of a function; nothing listens',
      'fix: leave out --port, or use --kind=http',
    );
  }
  generateFiles(
    tree,
    join(__dirname, 'files', kind),
    `apps/${name}`,
    // As a YAML scalar: quoted where its text would be read as something else.
    { name, owner: stringify(owner).trimEnd(), basePath, port: port ?? defaultPort },
    { overwriteStrategy: OverwriteStrategy.ThrowIfExisting },
  );
}
