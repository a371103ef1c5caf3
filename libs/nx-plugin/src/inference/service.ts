import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
import { parse } from 'yaml';
import { codeTargets } from './code-targets';

/** The project of a folder with a `service.yaml`. */
export function serviceProject(
  workspaceRoot: string,
  root: string,
): Omit<ProjectConfiguration, 'root'> {
  return {
    name: basename(root),
    projectType: 'application',
    tags: ['layer:service'],
    targets: {
      ...codeTargets(workspaceRoot, root),
      // Its rules look at all services together. As an input they would make a change of one service
      // affect every other, so it is not cached; it takes less time than Nx itself.
      check: {
        command: 'node apps/slipway/bin/slipway.js check',
        metadata: { description: 'Checks the catalog and the rules of all stages' },
      },
    },
  };
}

/** Whether a service's code is part of the compute stack: true for functions, and for a file that cannot be read. */
export function isFunction(workspaceRoot: string, serviceFile: string): boolean {
  try {
    const text = readFileSync(join(workspaceRoot, serviceFile), 'utf8');
    const service: unknown = parse(text, { logLevel: 'error' });
    return (service as { kind?: unknown } | null)?.kind === 'function';
  } catch {
    return true;
  }
}
