import type { Tree } from '@nx/devkit';
import { Refusal } from './refusal';

/** Projects that are not named after their folder. */
const rootProjects = ['workspace', 'stacks'];

/** Folders whose folders are projects of their name. */
const projectFolders = ['apps', 'libs', 'stacks'];

/**
 * Checks that a service of this name can be added beside what is there.
 * @throws Refusal for text that is no name, and for the name of a folder or project that exists
 */
export function checkFreeName(tree: Tree, name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Refusal(
      `\`${name}\` is no name of a service`,
      'why: its folder and AWS resources are named after it; all of them take lower-case letters, digits and single hyphens, a letter first',
      `fix: ${suggestionFor(name)}`,
    );
  }
  const folder = `apps/${name}`;
  if (tree.exists(folder)) {
    throw new Refusal(
      `${folder} exists`,
      'why: the generator starts a service and never touches one that is there',
      `fix: take another name; or edit ${folder}/service.yaml, then run npx slipway place --stage <stage> for each stage`,
    );
  }
  const taken = projectFolders
    .map((parent) => `${parent}/${name}`)
    .find((path) => tree.exists(path));
  if (taken !== undefined || rootProjects.includes(name)) {
    throw new Refusal(
      `The name ${name} is taken by the Nx project in ${taken ?? 'the workspace'}`,
      'why: two projects of one name stop every Nx command',
      `fix: take another name, such as ${name}-service`,
    );
  }
}

function suggestionFor(name: string): string {
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
  return near === '' ? 'take a name such as payments' : `name it ${near}`;
}
