import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';

/** Stacks that no service has a part in: a change of one leaves them as they are. */
const withoutServices = new Set(['networking', 'account']);

/** Packages that decide how the Terraform JSON of a stack without code in it looks. */
const synthPackages = ['cdktf', '@cdktf/provider-aws', 'constructs'];

export interface StackProjectProps {
  /** `compute`: the folder's name under `stacks/`. */
  readonly name: string;
  /** Names of all stages, each a configuration of `synth`. */
  readonly stages: readonly string[];
  /** Projects whose code is part of the stack. */
  readonly functions: readonly string[];
}

/**
 * The project of a folder `stacks/<name>` with a stack in it. It says whether the stack is affected
 * and synthesises it; its code is linted and tested with that of all stacks, by the project `stacks`.
 */
export function stackProject({
  name,
  stages,
  functions,
}: StackProjectProps): Omit<ProjectConfiguration, 'root'> {
  return {
    name,
    projectType: 'library',
    tags: ['layer:stacks'],
    implicitDependencies: withoutServices.has(name) ? [] : [...functions],
    targets: { ...(name !== 'account' && { synth: synthTarget(name, stages) }) },
  };
}

function synthTarget(name: string, stages: readonly string[]): TargetConfiguration {
  const output = `dist/synth/${name}`;
  return {
    command: `node libs/nx-plugin/src/synth-stack.js ${name}`,
    cache: true,
    inputs: [
      'production',
      '^production',
      'stackEntry',
      'stageFiles',
      ...(withoutServices.has(name)
        ? [{ externalDependencies: synthPackages }]
        : ['serviceConfigs', 'locks']),
      { env: 'STAGE' },
    ],
    outputs: [`{workspaceRoot}/${output}`],
    configurations: Object.fromEntries(stages.map((stage) => [stage, { env: { STAGE: stage } }])),
    metadata: {
      description: `Writes the stack as Terraform JSON to ${output}; stage by STAGE or configuration`,
    },
  };
}
