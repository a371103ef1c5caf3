import { formatFinding, type Finding } from '@slipway/catalog';
import { logger, type Tree } from '@nx/devkit';
import { addedErrors, findErrors } from './errors';
import { checkFreeName } from './free-name';
import { placeService } from './placement';
import { Refusal } from './refusal';
import { scaffold } from './scaffold';
import type { ServiceGeneratorSchema } from './schema';
import { withConfiguration } from './written-workspace';

/**
 * Adds a service that runs: its folder, and its place in the lock of every stage it runs in. What
 * exists stays as it is.
 * @returns prints the next command, once the files are written
 * @throws Refusal for a name that is taken, and for every error the service would bring along
 */
export function serviceGenerator(tree: Tree, options: ServiceGeneratorSchema): () => void {
  const { name } = options;
  checkFreeName(tree, name);
  const before = withConfiguration(tree, findErrors);
  scaffold(tree, options);
  const { locks, errors } = withConfiguration(tree, (root) => placeService(root, name));
  for (const [file, text] of locks) tree.write(file, text);
  refuseErrors(errors);
  refuseErrors(addedErrors(before, withConfiguration(tree, findErrors)));
  return () => logger.info(`\nNext: npm start, which prints where ${name} answers`);
}

function refuseErrors(errors: readonly Finding[]): void {
  if (errors.length === 0) return;
  throw new Refusal(
    'The service cannot be added like this',
    ...errors.map((finding) => formatFinding(finding)),
  );
}

export default serviceGenerator;
