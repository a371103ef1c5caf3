import type { ProjectConfiguration } from '@nx/devkit';
import { codeTargets } from './code-targets';

/**
 * The project of the folder `stacks`: the code of all stacks, which is linted and tested together.
 * It imports the stacks, but is not affected where only their configuration is, so the code is an
 * input here and the dependency on the stacks' projects is not.
 */
export function stackCodeProject(
  workspaceRoot: string,
  stacks: readonly string[],
): Omit<ProjectConfiguration, 'root'> {
  return {
    implicitDependencies: stacks.map((stack) => `!${stack}`),
    targets: codeTargets(workspaceRoot, 'stacks', ['{workspaceRoot}/stacks/**/*.ts']),
  };
}
