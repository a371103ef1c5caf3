import { basename, dirname } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
import { buildTarget } from './build-target';
import { codeTargets } from './code-targets';
import { readServiceFile } from './service-file';

/**
 * The project of a folder with a `service.yaml`.
 * @param file relative to the workspace: `apps/quotes/service.yaml`
 */
export function serviceProject(
  workspaceRoot: string,
  file: string,
): Omit<ProjectConfiguration, 'root'> {
  const root = dirname(file);
  return {
    name: basename(root),
    projectType: 'application',
    tags: ['layer:service'],
    targets: {
      ...codeTargets(workspaceRoot, root),
      ...buildTarget(workspaceRoot, root, readServiceFile(workspaceRoot, file)),
      // Its rules look at all services together. As an input they would make a change of one service
      // affect every other, so it is not cached; it takes less time than Nx itself.
      check: {
        command: 'node apps/slipway/bin/slipway.js check',
        metadata: { description: 'Checks the catalog and the rules of all stages' },
      },
    },
  };
}

/** Whether a service's code is part of the compute stack; true too where its file does not say. */
export function isFunction(workspaceRoot: string, file: string): boolean {
  const { kind } = readServiceFile(workspaceRoot, file);
  return kind === 'function' || kind === undefined;
}
