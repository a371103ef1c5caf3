import { join } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { holdsFile } from './sources';

/**
 * Targets of a folder with TypeScript in it: `lint` always; `test`, `bench` and `e2e` where it has
 * files for them. Benchmarks and end-to-end suites measure and start real things, so they are never
 * answered from a cache.
 * @param root of the project, relative to the workspace: `libs/catalog`
 * @param sources further files that are linted and tested with it
 */
export function codeTargets(
  workspaceRoot: string,
  root: string,
  sources: readonly string[] = [],
): Record<string, TargetConfiguration> {
  const folder = join(workspaceRoot, root);
  const own = ['default', '^production', ...sources];
  const jest = `jest --config jest.config.js --rootDir ${root}`;
  return {
    lint: {
      command: `eslint --max-warnings=0 ${root}`,
      cache: true,
      inputs: [...own, '{workspaceRoot}/eslint.config.mjs'],
      outputs: [],
      metadata: { technologies: ['eslint'], description: 'Lints, layer boundaries included' },
    },
    ...(holdsFile(folder, '.spec.ts') && {
      test: {
        command: jest,
        cache: true,
        inputs: [...own, '{workspaceRoot}/jest.config.js'],
        outputs: [],
        metadata: { technologies: ['jest'], description: 'Runs the unit and assertion tests' },
      },
    }),
    ...(holdsFile(join(folder, 'bench'), '.bench.ts') && {
      bench: {
        command: `${jest} --testMatch '<rootDir>/bench/**/*.bench.ts' --runInBand`,
        metadata: { technologies: ['jest'], description: 'Measures, and fails above the goals' },
      },
    }),
    ...(holdsFile(join(folder, 'e2e'), '.e2e.ts') && {
      e2e: {
        command: `${jest} --testMatch '<rootDir>/e2e/**/*.e2e.ts' --runInBand`,
        metadata: { technologies: ['jest'], description: 'Runs the end-to-end suites' },
      },
    }),
  };
}
