import { basename } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';

/** The project of the workspace's root, for what looks at all projects at once. */
export function workspaceProject(): Omit<ProjectConfiguration, 'root'> {
  return {
    name: 'workspace',
    projectType: 'library',
    targets: {
      typecheck: {
        command: 'tsc --noEmit -p tsconfig.json',
        cache: true,
        inputs: ['typescript'],
        outputs: [],
        metadata: { technologies: ['typescript'], description: 'Checks the types of all projects' },
      },
      // It reads every file. As inputs they would make each change affect this project too, so it is
      // not cached; it takes a second.
      test: {
        command:
          'jest --config jest.config.js --rootDir libs/nx-plugin/src/workspace tracked-files',
        metadata: { technologies: ['jest'], description: 'Tests what holds for every file' },
      },
    },
  };
}

/**
 * A folder of configuration as a project of its own, so that a change in it is not one of the code in
 * the folder above.
 */
export function configurationProject(root: string): Omit<ProjectConfiguration, 'root'> {
  return { name: basename(root), projectType: 'library' };
}
